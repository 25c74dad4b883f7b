import { namePlace } from "../redact/scan/name-place.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import type { Entry, Header, Trace } from "../trace/model/types.ts";

/** A recorded text, and its position. */
export interface PlacedText {
  /** Number of the exchange, from 1; none for the command. */
  readonly exchange?: number;
  /** `request header X-Auth-Token`, `response body`, `variable OS_PASSWORD`. */
  readonly place: string;
  readonly text: string;
}

/** Every text of a trace that people or programs wrote, once: what HAR repeats, such as cookies, is left out. */
export function* listTexts({ log }: Trace): Generator<PlacedText> {
  const command = log._wirewalk?.command;
  if (command !== undefined) {
    for (const text of command.argv) yield { place: "command line", text };
    for (const [name, text] of Object.entries(command.env ?? {})) yield { place: `variable ${name}`, text };
    yield { place: "output", text: command.stdout };
    yield { place: "error output", text: command.stderr };
  }
  for (const [index, entry] of log.entries.entries()) {
    for (const [place, text] of textsOf(entry)) yield { exchange: index + 1, place, text };
  }
}

/** The place of what is found at an offset of a text: in a JSON body with its member, `request body auth.password`. */
export function placeAt({ place, text }: PlacedText, offset: number): string {
  const isJson = place.endsWith(" body") && /^\s*[[{]/.test(text);
  return isJson ? `${place} ${namePlace(text, offset)}`.trimEnd() : place;
}

function* textsOf({ request, response, _error }: Entry): Generator<readonly [place: string, text: string]> {
  const { _informational = [], _trailers = [] } = response;
  yield ["URL", request.url];
  yield* ofHeaders("request header", request.headers);
  if (request.postData?._encoding === undefined) yield ["request body", bodyText(request.postData)];
  for (const { headers } of _informational) yield* ofHeaders("1xx header", headers);
  yield* ofHeaders("response header", response.headers);
  if (response.content.encoding === undefined) yield ["response body", bodyText(response.content)];
  yield* ofHeaders("trailer", _trailers);
  if (_error !== undefined) yield ["error", _error.message];
}

function* ofHeaders(kind: string, headers: readonly Header[]): Generator<readonly [place: string, text: string]> {
  for (const { name, value } of headers) yield [`${kind} ${name}`, value];
}
