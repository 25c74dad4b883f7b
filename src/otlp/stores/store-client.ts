import { type Dispatcher, request } from "undici";

import { reasonOf, UserError } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import { readJson } from "../../json/read-json.ts";
import { basicOf } from "../../trace/basic-credentials.ts";
import { isTlsError } from "../send/connection.ts";
import { readBounded } from "../send/read-bounded.ts";
import type { StorePlace } from "./store-place.ts";

/** Queries a store. Its responses are untrusted input: they are limited in size, and masked before they are shown. */
export interface StoreClient {
  /** The response as JSON; undefined if the store has nothing of that name. Throws a `UserError` for any other failure. */
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<unknown>;
  /** The same as text, one JSON value per line: serializing a deeply nested value would exhaust the stack. */
  readonly getLines: (path: string) => Promise<string | undefined>;
}

export interface StoreClientOptions {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
}

export function createStoreClient({ base, name }: StorePlace, { dispatcher, signal }: StoreClientOptions): StoreClient {
  let left = MOST;
  const getText = async (path: string, query: Readonly<Record<string, string>> = {}): Promise<string | undefined> => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, "")}${path}`;
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const { status, text } = await ask(url, { name, dispatcher, signal, longest: left });
    if (status === 404) return undefined;
    if (status !== 200) throw refuse(name, status);
    left -= text.length;
    return text;
  };
  const read = (text: string): unknown => {
    const value = readJson(text) ?? readLines(text);
    if (value !== undefined) return value;
    throw new UserError(`The response of ${name} is not JSON.`, {
      hint: "Check that its URL is that of the query API.",
    });
  };
  return {
    get: async (path, query) => {
      const text = await getText(path, query);
      return text === undefined ? undefined : read(text);
    },
    getLines: async (path) => {
      const text = await getText(path);
      if (text === undefined) return undefined;
      // In JSON, line breaks are between values only: in strings, they are escaped.
      if (readJson(text) !== undefined) return text.replaceAll(/[\r\n]+/g, " ");
      read(text);
      return text;
    },
  };
}

/** Bytes of all responses together: data from a store is kept in memory as one text, which V8 limits to 512 MiB. */
const MOST = 500 * 1024 * 1024;

/** Jaeger streams a long result as several values. */
function readLines(text: string): unknown {
  const values = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readJson);
  return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
}

interface Asking extends StoreClientOptions {
  readonly name: string;
  readonly longest: number;
}

async function ask(
  url: URL,
  { name, dispatcher, signal, longest }: Asking,
): Promise<{ readonly status: number; readonly text: string }> {
  let isLong = false;
  try {
    const authorization = basicOf(url);
    const response = await request(`${url.origin}${url.pathname}${url.search}`, {
      headers: {
        accept: "application/json",
        "user-agent": "wirewalk",
        ...onlyFilled({ authorization }),
      },
      dispatcher,
      signal,
    });
    const text = await readBounded(response.body, longest, () => {
      isLong = true;
    });
    if (!isLong) return { status: response.statusCode, text };
  } catch (error) {
    const why = reasonOf(error) || "no connection";
    const hint = isTlsError(error)
      ? "Pass its CA certificate with --cacert, and use a hostname of its certificate."
      : "Check its URL, and that it is running.";
    throw new UserError(`Cannot query ${name}: ${why}.`, { hint, cause: error });
  }
  throw new UserError(`${name} returned more than ${MOST / 1024 / 1024} MiB.`, {
    hint: "Name fewer traces, or write the spans to a file with the Collector's file exporter, and gather the file.",
  });
}

function refuse(name: string, status: number): UserError {
  if (status === 401 || status === 403) {
    return new UserError(`${name} refused the request: HTTP ${status}.`, {
      hint: "Put USER:PASSWORD@ before the host.",
    });
  }
  const hint = HINTS.find(([least]) => status >= least)?.[1] ?? "It redirects: use the URL that it redirects to.";
  return new UserError(`${name} returned HTTP ${status}.`, { hint });
}

/** By the least status that they are for. */
const HINTS: readonly (readonly [least: number, hint: string])[] = [
  [401, "Check its URL and its log."],
  [400, "Check its URL. If it is a Tempo whose max_duration is less than 168h, name the traces with trace=ID."],
];
