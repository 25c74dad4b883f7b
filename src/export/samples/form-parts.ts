import { groupText } from "../../sequence/group-text.ts";
import { matchGroups } from "../../sequence/match-groups.ts";
import { lastText } from "../../sequence/text-at.ts";
import { readDelimiter } from "../../trace/bodies/multipart.ts";
import { readUtf8 } from "../../trace/bodies/readable/read-utf8.ts";

/** One field of a multipart form (RFC 7578). */
export interface FormPart {
  readonly name: string;
  /** Base name of the file that was sent; its content is the reader's own. */
  readonly file: string | undefined;
  /** Media type; undefined if the part has none. */
  readonly type: string | undefined;
  /** Of a part without a file. */
  readonly value: string;
}

/**
 * The fields of a form, in order; undefined if a part is more than a field or a file with plain names, which clients would not send
 * again alike.
 */
export function readFormParts(bytes: Buffer, contentType: string): readonly FormPart[] | undefined {
  const delimiter = /^multipart\/form-data\b/i.test(contentType) ? readDelimiter(contentType)?.trim() : undefined;
  if (delimiter === undefined) return undefined;
  // Each byte is a character.
  const [preamble, ...pieces] = `\r\n${bytes.toString("latin1")}`.split(`\r\n${delimiter}`);
  const isWhole = preamble === "" && /^--\s*$/.test(lastText(pieces.splice(-1)));
  const parts = pieces.map(readPart);
  const known = parts.filter((part) => part !== undefined);
  return isWhole && known.length > 0 && known.length === parts.length ? known : undefined;
}

const HEAD = /^[ \t]*\r\n(?<head>(?:[^\r\n]+\r\n){1,2})\r\n/;
const DISPOSITION =
  /^content-disposition: form-data; name="(?<name>[^"\\%=;\r\n]+)"(?:; filename="(?<file>[^"\\%/,;\r\n]+)")?\r$/im;
const TYPE = /^content-type: (?<type>[\w.+-]+\/[\w.+-]+)\r$/im;

function readPart(piece: string): FormPart | undefined {
  const found = HEAD.exec(piece);
  if (found === null) return undefined;
  const head = groupText(found, "head");
  const { name = "", file } = matchGroups(DISPOSITION, head);
  const type = TYPE.exec(head)?.groups?.["type"];
  const lines = head.split("\n").length - 1;
  if (name === "" || lines !== (type === undefined ? 1 : 2)) return undefined;
  const value = file === undefined ? piece.slice(found[0].length) : "";
  const read = (text: string): string | undefined => readUtf8(Buffer.from(text, "latin1"));
  const [ownName, ownFile, ownValue] = [read(name), read(file ?? ""), read(value)];
  if (ownName === undefined || ownFile === undefined || ownValue === undefined) return undefined;
  return { name: ownName, file: file === undefined ? undefined : ownFile, type, value: ownValue };
}
