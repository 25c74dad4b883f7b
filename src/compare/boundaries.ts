import type { BodyView, HeaderView } from "../analyze/types.ts";
import { readDelimiter } from "../trace/bodies/multipart.ts";

interface Message {
  readonly headers: readonly HeaderView[];
  readonly body: BodyView;
}

/** Two multipart messages with the same boundary, because clients generate a new one for each. Others stay unchanged. */
export function withOneBoundary(before: Message, after: Message): readonly [before: Message, after: Message] {
  const [one, two] = [before, after].map(({ body }) => delimiterOf(body));
  if (one === undefined || two === undefined || one === two) return [before, after];
  const [ours, theirs] = [withoutBoundary(before, one), withoutBoundary(after, two)];
  // A longer boundary makes a longer body.
  const isSame = ours.body.text === theirs.body.text;
  return isSame ? [withoutSize(ours), withoutSize(theirs)] : [ours, theirs];
}

function delimiterOf(body: BodyView): string | undefined {
  const delimiter = readDelimiter(body.mimeType);
  return delimiter !== undefined && readPlain(body).startsWith(delimiter) ? delimiter : undefined;
}

/** The text of a body; for binary data, one character for each byte. */
function readPlain({ kind, text }: BodyView): string {
  return kind === "binary" ? Buffer.from(text, "base64").toString("latin1") : text;
}

function withoutBoundary({ headers, body }: Message, delimiter: string): Message {
  return {
    headers: headers.map((header) =>
      /^content-type$/i.test(header.name)
        ? { ...header, value: header.value.replace(/(?<=^multipart\/.*\bboundary=)(?:"[^"]*"|[^\s;]*)/i, "boundary") }
        : header,
    ),
    body: { ...body, text: replaceIn(body, delimiter) },
  };
}

function replaceIn(body: BodyView, delimiter: string): string {
  const replaced = readPlain(body).replaceAll(delimiter, "--boundary");
  return body.kind === "binary" ? Buffer.from(replaced, "latin1").toString("base64") : replaced;
}

function withoutSize({ headers, body }: Message): Message {
  return { headers: headers.filter(({ name }) => !/^content-length$/i.test(name)), body };
}
