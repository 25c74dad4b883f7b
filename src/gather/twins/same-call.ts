import { groupBy } from "../../sequence/groups.ts";
import type { Entry, Header } from "../../trace/model/types.ts";
import { toPlainTarget, withoutAliasNumbers } from "../plain-target.ts";

/**
 * Whether nothing in two entries proves that they are two calls. One file may lack what the other has: browsers leave out the headers of
 * secrets if asked to, and bodies that they no longer have. Aliases are numbered in each file.
 */
export function isSameCall(one: Entry, other: Entry): boolean {
  const isEach = (read: (entry: Entry) => string | number | undefined): boolean =>
    isSameOrUnknown(read(one), read(other));
  return (
    toPlainTarget(one.request.url) === toPlainTarget(other.request.url) &&
    FACTS.every(isEach) &&
    isSameHeaders(one.request.headers, other.request.headers) &&
    isSameHeaders(one.response.headers, other.response.headers)
  );
}

const FACTS: readonly ((entry: Entry) => string | number | undefined)[] = [
  ({ request }) => request.method,
  ({ request }) => hostOf(request.url),
  ({ request }) => request.postData?.text,
  ({ response }) => response.status,
  ({ response }) => response.statusText,
  ({ response }) => response.content.mimeType,
  ({ response }) => response.content.text,
  ({ timings }) => [timings.send, timings.wait, timings.receive].join(" "),
  ({ serverIPAddress }) => serverIPAddress,
  ({ connection }) => connection,
  ({ _client }) => _client,
  ({ _server }) => _server,
  ({ _error }) => _error?.code,
];

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? "";
}

function isSameOrUnknown(one: string | number | undefined, other: string | number | undefined): boolean {
  if (one === undefined || other === undefined || one === "" || other === "") return true;
  return one === other || withoutAliasNumbers(String(one)) === withoutAliasNumbers(String(other));
}

/** The values of each name that both have. */
function isSameHeaders(one: readonly Header[], other: readonly Header[]): boolean {
  const [own, others] = [toValues(one), toValues(other)];
  return Array.from(own.entries()).every(([name, values]) => {
    const known = others.of(name);
    return known.length === 0 || isSameOrUnknown(JSON.stringify(values), JSON.stringify(known));
  });
}

function toValues(headers: readonly Header[]) {
  const groups = groupBy(headers, ({ name }) => name.toLowerCase());
  return groups;
}
