import { isObject } from "../json/is-object.ts";
import { readJson } from "../json/read-json.ts";
import type { Log } from "../trace/model/types.ts";

/** All of a trace except its entries. */
export type LogHead = Omit<Log, "entries">;

/** How many places were masked goes by itself: within a text `"password": 2` looks like a password. */
export function splitHead(head: LogHead): { readonly json: string; readonly redacted: readonly string[] } {
  const { _wirewalk: origin } = head;
  if (origin === undefined) return { json: JSON.stringify(head), redacted: [] };
  return {
    json: JSON.stringify({ ...head, _wirewalk: { ...origin, redacted: {} } }),
    redacted: Object.entries(origin.redacted).map(
      ([name, count]) => `${count} ${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}`,
    ),
  };
}

/** What `splitHead` divided, in place. */
export function joinHead(head: unknown, redacted: readonly string[]): void {
  if (!isObject(head) || !isObject(head["_wirewalk"]) || redacted.length === 0) return;
  head["_wirewalk"]["redacted"] = Object.fromEntries(
    redacted.map((text): [string, number] => {
      const blank = text.indexOf(" ");
      const name = text.slice(blank + 1);
      return [name.startsWith('"') ? String(readJson(name)) : name, Number(text.slice(0, blank))];
    }),
  );
}
