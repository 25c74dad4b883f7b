import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { decodeText } from "../bodies/charset.ts";
import type { Content, Entry, PostData, Trace } from "../model/types.ts";
import { isLazy, mapList } from "../stream/lazy-list.ts";

/**
 * Reads the bodies that a HAR keeps in separate files: Playwright names them in `_file`. Reads only files in the HAR's own folder, whatever
 * their names are; reports what cannot be read, and leaves it where it is.
 */
export function attachBodies(trace: Trace, har: string): Trace {
  const { entries } = trace.log;
  if (trace.log._wirewalk !== undefined) return trace;
  const read = createReader(dirname(har), isLazy(entries) ? Infinity : MOST);
  const attach = (entry: Entry): Entry => (hasFile(entry) ? attachTo(entry, read) : entry);
  return { log: { ...trace.log, entries: mapList(entries, attach) } };
}

type Body = (Content | PostData) & { readonly _file?: unknown };

function hasFile({ request, response }: Entry): boolean {
  return [request.postData, response.content].some((body) => fileOf(body) !== undefined);
}

/** The name of the file that has this body; undefined if it is here, or nowhere. */
function fileOf(body: Body | undefined): string | undefined {
  if (typeof body?._file !== "string" || body._file === "") return undefined;
  return body.text === undefined || body.text === "" ? body._file : undefined;
}

type Read = (name: string) => Buffer | undefined;

function attachTo(entry: Entry, read: Read): Entry {
  const { request, response } = entry;
  const { postData } = request;
  const content = withBytes(response.content, read, "encoding");
  return {
    ...entry,
    request: { ...request, ...onlyKnown({ postData: postData && withBytes(postData, read, "_encoding") }) },
    response: { ...response, content },
  };
}

function withBytes<Kind extends Body>(body: Kind, read: Read, mark: "encoding" | "_encoding"): Kind {
  const name = fileOf(body);
  const bytes = name === undefined ? undefined : read(name);
  if (bytes === undefined) return body;
  const { _file: _read, ...others } = body;
  const text = decodeText(bytes, body.mimeType, false);
  const written = text === undefined ? { text: bytes.toString("base64"), [mark]: "base64" } : { text };
  // All that changes are the text of the body, its mark and its size, which have these types.
  return { ...others, ...written, ...onlyIf("size" in body, { size: bytes.byteLength }) } as unknown as Kind;
}

/** No more than a trace may reasonably contain, because an untrusted file decides what is read. */
const LONGEST = 2 ** 26;
const MOST = 2 ** 28;

/** @param most bytes of all files together */
function createReader(folder: string, most: number): Read {
  let total = 0;
  return (name) => {
    try {
      const root = realpathSync(folder);
      const file = realpathSync(resolve(root, name));
      const stats = statSync(file);
      if (!file.startsWith(root.endsWith(sep) ? root : root + sep) || !stats.isFile()) return undefined;
      if (stats.size > LONGEST || total + stats.size > most) return undefined;
      total += stats.size;
      return readFileSync(file);
    } catch {
      return undefined;
    }
  };
}
