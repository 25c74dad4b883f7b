import { isObject } from "../../json/is-object.ts";
import { objectsOf } from "../../trace/model/loose-fields.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import { OURS } from "../names.ts";
import { readDocuments } from "../read/documents.ts";
import { listOf } from "../read/loose.ts";
import { spansOf } from "../read/spans.ts";
import type { Wanted } from "../stores/wanted.ts";

/** The lines of what a Collector wrote that hold what is wanted, without other traces. */
export function* selectSpans(source: TextSource, wanted: Wanted): Generator<string> {
  const traces = findTraces(source, wanted);
  if (traces.size === 0) return;
  for (const { value, start, end } of readDocuments(source)) {
    const ids = new Set(Array.from(spansOf(value, ignore), ({ trace }) => trace));
    const isWanted = (id: string): boolean => traces.has(id);
    if (!ids.values().some(isWanted)) continue;
    const rest = ids.values().every(isWanted) ? undefined : writeRest(value, isWanted);
    yield `${rest ?? source.text(start, end).trim()}\n`;
  }
}

const ignore = (): void => {};

/** By the session's name, else that of a recorder, else the recording, as in queries of stores. */
function findTraces(source: TextSource, { session, traces }: Wanted): ReadonlySet<string> {
  const named = new Set(traces.map((id) => id.padStart(32, "0")));
  const found = new Map([OURS.group, OURS.name, OURS.session].map((name) => [name as string, new Set<string>()]));
  if (session !== "") {
    for (const { value } of readDocuments(source)) {
      for (const { resource, trace } of spansOf(value, ignore))
        for (const [name, ids] of found) if (resource.get(name) === session) ids.add(trace);
    }
  }
  return new Set([...named, ...(found.values().find(({ size }) => size > 0) ?? [])]);
}

function writeRest(value: unknown, isWanted: (trace: string) => boolean): string | undefined {
  dropOthers(value, isWanted);
  try {
    return JSON.stringify(value);
  } catch {
    // To write what is nested deep exhausts the stack: nothing is left out of it.
    return undefined;
  }
}

/** Of a request with several traces, as a Collector's `batch` makes them. */
function dropOthers(request: unknown, isWanted: (trace: string) => boolean): void {
  for (const one of isObject(request) ? objectsOf(request["resourceSpans"]) : []) {
    for (const scope of objectsOf(one["scopeSpans"]))
      scope["spans"] = listOf(scope, "spans").filter((span) => isOf(span, isWanted));
  }
}

/** A Collector writes ids as small hex. */
function isOf(span: unknown, isWanted: (trace: string) => boolean): boolean {
  return isObject(span) && typeof span["traceId"] === "string" && isWanted(span["traceId"]);
}
