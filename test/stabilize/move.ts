import { readFileSync } from "node:fs";
import { join } from "node:path";

import { mapStrings } from "../../src/json/map-strings.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { fromMicroseconds, toMicroseconds } from "../../src/trace/model/start-time.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { createNumbersBelow } from "../helpers/numbers.ts";

const FOLDER = join(import.meta.dirname, "../../traces/openstack");

/** A trace of this repository, recorded from a real Keystone and Glance. */
export function readRecorded(name: string): Trace {
  return parseTrace(readFileSync(join(FOLDER, `${name}.har`), "utf8"), name);
}

/** What another run of the same flow against a rebuilt cloud would have recorded: `seed` distinguishes the runs. */
export function recordAgain({ log }: Trace, seed: number): Trace {
  const random = createNumbersBelow(seed);
  const ids = new Map<string, string>();
  const renameId = (id: string): string => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    const made = id
      .replaceAll(/[0-9a-f]/g, () => random(16).toString(16))
      .replace(/^./, "a")
      .replace(/.$/, "7");
    ids.set(id, made);
    return made;
  };
  const port = 20_000 + random(20_000);
  const ports = new Map<string, string>();
  const renamePort = (all: string, host: string, old: string): string => {
    if (!ports.has(old)) ports.set(old, String(port + ports.size));
    return `${host}:${ports.get(old) ?? all}`;
  };
  const seconds = 1000 + random(10_000_000);
  const later = (time: string): string => new Date(Date.parse(time) + seconds * 1000).toISOString().slice(0, 19);
  const rename = (text: string): string =>
    text
      // A checksum depends only on the content, which is the same.
      .replaceAll(/(?<!checksum": ")\b(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32})\b/g, renameId)
      .replaceAll(/(127\.0\.0\.1):(\d+)/g, renamePort)
      // Only dates of today: version documents have older ones.
      .replaceAll(/(2026-\d\d-\d\dT\d\d:\d\d:\d\d)/g, later)
      .replaceAll(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 2026 \d\d:\d\d:\d\d GMT/g, (date) =>
        new Date(Date.parse(date) + seconds * 1000).toUTCString(),
      );
  const again = (entry: Entry): Entry => {
    const start = toMicroseconds(entry.startedDateTime) + seconds * 1_000_000;
    const moved = mapStrings(entry, rename);
    return { ...moved, startedDateTime: fromMicroseconds(start), connection: String(random(60_000)) };
  };
  const { _wirewalk: origin, entries, ...rest } = log;
  return { log: { ...rest, entries: entries.map(again), ...(origin && { _wirewalk: mapStrings(origin, rename) }) } };
}
