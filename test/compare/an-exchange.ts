import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

export interface ExchangeParts {
  readonly method?: string;
  readonly url?: string;
  readonly at?: number;
  readonly took?: number;
  readonly status?: number;
  readonly reason?: string;
  readonly asked?: unknown;
  readonly answer?: unknown;
  readonly text?: string;
  /** The media type of `text`. @default "text/plain" */
  readonly mimeType?: string;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly own?: Partial<Entry>;
}

/** A trace of exchanges ten milliseconds apart, with bodies and headers on both sides. */
export function recordingOf(...parts: readonly ExchangeParts[]): Trace {
  return aTrace(parts.map((part, index) => anExchange({ at: index * 10, ...part })));
}

function anExchange({
  asked,
  text,
  mimeType = "text/plain",
  requestHeaders = {},
  headers = {},
  ...parts
}: ExchangeParts): Entry {
  const entry = anEntry(parts);
  const postData = { mimeType: "application/json", text: JSON.stringify(asked) };
  const content = { size: text?.length ?? 0, mimeType, text: text ?? "" };
  return {
    ...entry,
    request: { ...entry.request, headers: toList(requestHeaders), ...(asked !== undefined && { postData }) },
    response: { ...entry.response, headers: toList(headers), ...(text !== undefined && { content }) },
  };
}

function toList(headers: Readonly<Record<string, string>>): Entry["request"]["headers"] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
