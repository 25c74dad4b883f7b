import { mapStrings } from "../json/map-strings.ts";
import { onlyKnown } from "../json/only-known.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import { trimmed } from "../sequence/trimmed.ts";
import { readDelimiter } from "../trace/bodies/multipart.ts";
import { headerText } from "../trace/headers.ts";
import type { Entry, Header, Trace } from "../trace/model/types.ts";
import { mapBase64 } from "./map-base64.ts";

/** Notes the boundaries of an exchange that both recordings have: clients make up a new one for each body. */
export function noteBoundaries(before: Entry, after: Entry, boundaries: Map<string, string>): void {
  const sides = [
    [listBoundaries(before.request.headers, before.request.postData), after.request.headers, after.request.postData],
    [listBoundaries(before.response.headers, before.response.content), after.response.headers, after.response.content],
  ] as const;
  for (const [[old], headers, body] of sides) {
    if (old === undefined) continue;
    for (const fresh of listBoundaries(headers, body)) if (fresh !== old) boundaries.set(fresh, old);
  }
}

/** A trace in which each exchange has one boundary throughout; earlier releases kept the old one in the header alone. */
export function mendBoundaries(trace: Trace): Trace {
  const mended = trace.log.entries.map(mendEntry);
  return mended.some((entry, index) => entry !== trace.log.entries[index])
    ? { log: { ...trace.log, entries: mended } }
    : trace;
}

function mendEntry(entry: Entry): Entry {
  const boundaries = new Map<string, string>();
  noteBoundaries(entry, entry, boundaries);
  return boundaries.size === 0 ? entry : keepBoundaries(entry, createBoundaryRenamer(boundaries));
}

/** Of the header, and of the body's type, should they differ. */
function listBoundaries(
  headers: readonly Header[],
  body: { readonly mimeType: string } | undefined,
): readonly string[] {
  return [headerText(headers, "content-type"), body?.mimeType ?? ""].flatMap((type) => {
    const boundary = trimmed(readDelimiter(type)?.slice(2));
    return boundary.length < SHORTEST ? [] : [boundary];
  });
}

/** A shorter one may be a word, such as `frame`, that also occurs elsewhere. */
const SHORTEST = 8;

/** Replaces the boundaries of the second recording by those of the first. One may begin another, or be the replacement of another. */
export function createBoundaryRenamer(boundaries: ReadonlyMap<string, string>): (text: string) => string {
  const longestFirst = [...boundaries.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join("|"), "g");
  return (text) => text.replace(pattern, (found) => boundaries.get(found) ?? found);
}

/** An exchange with the boundaries of the first recording throughout: headers, types, bodies, binary ones included. */
export function keepBoundaries(entry: Entry, rename: (text: string) => string): Entry {
  const { request, response } = entry;
  const renamed = mapStrings(entry, rename);
  const { postData } = request;
  const { content } = response;
  const text = postData?._encoding === "base64" ? mapBase64(postData.text, rename) : undefined;
  return {
    ...renamed,
    request: {
      ...renamed.request,
      ...onlyKnown({ postData: renamed.request.postData && { ...renamed.request.postData, ...onlyKnown({ text }) } }),
    },
    response: {
      ...renamed.response,
      content: {
        ...renamed.response.content,
        ...onlyKnown({
          text: content.encoding === "base64" ? content.text && mapBase64(content.text, rename) : undefined,
        }),
      },
    },
  };
}
