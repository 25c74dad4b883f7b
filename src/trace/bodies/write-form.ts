import { readDelimiter } from "./multipart.ts";

/** A field of a form, or a file in it; decoded. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly fileName?: string;
  readonly contentType?: string;
}

/** The body that a form of this media type has, and the media type with the boundary of that body. */
export function writeForm(fields: readonly FormField[], mimeType: string): { text: string; mimeType: string } {
  if (/^multipart\//i.test(mimeType)) return writeMultipart(fields, mimeType);
  if (/^text\/plain/i.test(mimeType)) {
    return { text: fields.map(({ name, value }) => `${name}=${value}\r\n`).join(""), mimeType };
  }
  // The bytes of a file are in no such form: its name is.
  const pairs = fields.map(({ name, value, fileName = "" }): [string, string] => [name, value || fileName]);
  return { text: new URLSearchParams(pairs).toString(), mimeType };
}

/** As browsers write it (HTML, section 4.10.21.8). */
function writeMultipart(fields: readonly FormField[], mimeType: string): { text: string; mimeType: string } {
  const known = readDelimiter(mimeType);
  const delimiter = known ?? chooseDelimiter(fields);
  const parts = fields.map(({ name, value, fileName, contentType }) => {
    const file = fileName === undefined ? "" : `; filename="${quote(fileName)}"`;
    const type = contentType === undefined || contentType === "" ? "" : `Content-Type: ${contentType}\r\n`;
    return `${delimiter}\r\nContent-Disposition: form-data; name="${quote(name)}"${file}\r\n${type}\r\n${value}\r\n`;
  });
  const type = mimeType.replace(/;\s*boundary=[^;]*/i, "");
  return {
    text: `${parts.join("")}${delimiter}--\r\n`,
    mimeType: known === undefined ? `${type}; boundary=${delimiter.slice(2)}` : mimeType,
  };
}

/** The same each time, and in none of the values. */
function chooseDelimiter(fields: readonly FormField[]): string {
  const text = JSON.stringify(fields);
  let delimiter = "--form-boundary";
  for (let count = 1; text.includes(delimiter); count++) delimiter = `--form-boundary-${count}`;
  return delimiter;
}

function quote(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
