import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";

import { decodeText } from "../bodies/charset.ts";
import type { Content, Entry, PostData, Trace } from "../model/types.ts";

/**
 * Puts in the bodies that a HAR keeps in files of its own beside it: Playwright names them in `_file`. Only files in the
 * HAR's own folder are read, whatever their names say; what cannot be read stays where it is, and is named.
 */
export async function attachBodies(trace: Trace, har: string): Promise<Trace> {
  const { entries } = trace.log;
  if (trace.log._wirewalk !== undefined || !entries.some(hasFile)) return trace;
  const attach = createReader(dirname(har));
  const attached: Entry[] = [];
  for (const entry of entries) attached.push(hasFile(entry) ? await attachTo(entry, attach) : entry);
  return { log: { ...trace.log, entries: attached } };
}

type Body = (Content | PostData) & { readonly _file?: unknown };

function hasFile({ request, response }: Entry): boolean {
  return [request.postData, response.content].some((body) => fileOf(body) !== undefined);
}

/** The name of the file that has this body; undefined where it is here, or nowhere. */
export function fileOf(body: Body | undefined): string | undefined {
  if (typeof body?._file !== "string" || body._file === "") return undefined;
  return body.text === undefined || body.text === "" ? body._file : undefined;
}

type Read = (name: string) => Promise<Buffer | undefined>;

async function attachTo(entry: Entry, read: Read): Promise<Entry> {
  const { request, response } = entry;
  const { postData } = request;
  const content = await withBytes(response.content, read, "encoding");
  return {
    ...entry,
    request: { ...request, ...(postData && { postData: await withBytes(postData, read, "_encoding") }) },
    response: { ...response, content },
  };
}

async function withBytes<Kind extends Body>(body: Kind, read: Read, mark: "encoding" | "_encoding"): Promise<Kind> {
  const name = fileOf(body);
  const bytes = name === undefined ? undefined : await read(name);
  if (bytes === undefined) return body;
  const { _file: _read, ...others } = body;
  const text = decodeText(bytes, body.mimeType, false);
  const written = text === undefined ? { text: bytes.toString("base64"), [mark]: "base64" } : { text };
  // All that changes are the text of the body, its mark and its size, which have these types.
  return { ...others, ...written, ...("size" in body && { size: bytes.byteLength }) } as unknown as Kind;
}

/** No more than a trace may well hold: the file of somebody else names what is read. */
const LONGEST = 2 ** 26;
const MOST = 2 ** 28;

function createReader(folder: string): Read {
  let total = 0;
  return async (name) => {
    try {
      const root = await realpath(folder);
      const file = await realpath(resolve(root, name));
      const { size, isRegular } = await stat(file).then((found) => ({ size: found.size, isRegular: found.isFile() }));
      if (!file.startsWith(root.endsWith(sep) ? root : root + sep) || !isRegular) return undefined;
      if (size > LONGEST || total + size > MOST) return undefined;
      total += size;
      return await readFile(file);
    } catch {
      return undefined;
    }
  };
}
