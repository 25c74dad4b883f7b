import { analyze } from "../../src/analyze/analyze.ts";
import { toMermaid } from "../../src/diagram/mermaid/mermaid.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { toEntry } from "../../src/trace/journal/entry.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { ENCODINGS } from "./encode.ts";
import { aBody, redact } from "./redact.ts";

/** Values that look like secrets, or have similar names, and must stay. */
const DECOYS: Readonly<Record<string, string>> = {
  author: "somebody-else",
  token_type: "Bearer",
  id: "9faa6fd5-b254-4184-80c0-66b7c062315e",
  os_hash_value: "df88bac2791254f68941229792539621516bd480df88bac2791254f689412297",
  request_id: "req-a016d11c-0b5a-44ce-9cc1-a49706586120",
  etag: "33a64df551425fcc55e4d42a148795d9f25f89d4",
  key_name: "my-laptop",
  next_page_token: "c29tZS1wYWdlLW9mLWEtbGlzdA",
  commit: "8f14e45fceea167a5a36dedd4bea2543a9b7c1d2",
};

/** Places from which a secret is learned: each function creates an exchange with the secret in that place. */
export const SOURCES: Readonly<Record<string, (secret: string) => Exchange>> = {
  "token header": (secret) => anExchange({ requestHeaders: ["X-Auth-Token", secret] }),
  "Bearer header": (secret) => anExchange({ requestHeaders: ["Authorization", `Bearer ${secret}`] }),
  "Basic header": (secret) =>
    anExchange({ requestHeaders: ["Authorization", `Basic ${Buffer.from(`admin:${secret}`).toString("base64")}`] }),
  cookie: (secret) => anExchange({ requestHeaders: ["Cookie", `session=${secret}`] }),
  "cookie that is set": (secret) => anExchange({ responseHeaders: ["Set-Cookie", `session=${secret}; Path=/`] }),
  "JSON member": (secret) => anExchange({ requestBody: aBody(JSON.stringify({ user: { password: secret } })) }),
  "form field": (secret) =>
    anExchange({
      requestBody: aBody(
        new URLSearchParams({ client_secret: secret }).toString(),
        "application/x-www-form-urlencoded",
      ),
    }),
  "query parameter": (secret) => anExchange({ url: `http://h/x?access_token=${encodeURIComponent(secret)}` }),
  "multipart field": (secret) =>
    anExchange({
      requestBody: aBody(
        `--X\r\nContent-Disposition: form-data; name="password"\r\n\r\n${secret}\r\n--X--\r\n`,
        "multipart/form-data; boundary=X",
      ),
    }),
  "XML element": (secret) =>
    anExchange({
      responseBody: aBody(
        `<a><Password>${secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</Password></a>`,
        "application/xml",
      ),
    }),
  "event of a stream": (secret) =>
    anExchange({ responseBody: aBody(`data: ${JSON.stringify({ token: secret })}\n\n`, "text/event-stream") }),
  "JSON in JSON": (secret) =>
    anExchange({ responseBody: aBody(JSON.stringify({ log: JSON.stringify({ token: secret }) })) }),
  "base64 of JSON in JSON": (secret) =>
    anExchange({
      responseBody: aBody(
        JSON.stringify({ state_file: Buffer.from(JSON.stringify({ token: secret })).toString("base64") }),
      ),
    }),
  "URL in JSON": (secret) =>
    anExchange({ responseBody: aBody(JSON.stringify({ href: `http://h/x?sig=${encodeURIComponent(secret)}` })) }),
  "claim of a JWT": (secret) =>
    anExchange({
      requestHeaders: [
        "Authorization",
        `Bearer eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ api_key: secret })).toString("base64url")}.c2lnbmF0dXJl`,
      ],
    }),
  "URL's password": (secret) => anExchange({ url: `http://me:${encodeURIComponent(secret)}@h/x` }),
};

/** Places where it occurs again, before it was learned. */
const PLACES: readonly ((echo: string) => Partial<Exchange>)[] = [
  (echo) => ({ responseBody: aBody(`said "${echo}" here`, "text/plain") }),
  (echo) => ({ responseBody: aBody(JSON.stringify({ ...DECOYS, note: `said "${echo}" here` })) }),
  (echo) => ({ responseHeaders: ["X-Note", `said "${echo}" here`] }),
  (echo) => ({ more: { error: { code: "E", message: `said "${echo}" here`, phase: "wait" } } }),
];

export interface Planted {
  readonly source: string;
  readonly encoding: string;
  readonly secret: string;
  readonly exchanges: readonly Exchange[];
}

/** One secret, learned in one place and written in one encoding in all others. */
export function plant(source: string, encoding: string, secret: string): Planted {
  const echo = ENCODINGS[encoding]?.(secret) ?? "";
  const learned = SOURCES[source]?.(secret) ?? anExchange({});
  return { source, encoding, secret, exchanges: redact(...PLACES.map((place) => anExchange(place(echo))), learned) };
}

/** Every output that wirewalk creates from exchanges, by name. */
export async function artefactsOf(exchanges: readonly Exchange[]): Promise<Readonly<Record<string, string>>> {
  const entries = exchanges.map((exchange, index) => toEntry(exchange, `step-${index}`, () => undefined));
  const trace: Trace = { log: { version: "1.2", creator: { name: "test", version: "1" }, entries } };
  const walkthrough = analyze(trace);
  return {
    trace: serializeTrace(trace),
    page: await render(trace, { title: "Generated" }),
    diagram: toMermaid(walkthrough),
    ladder: toLadder(walkthrough, { width: 100, color: false }),
    JSON: JSON.stringify(walkthrough),
  };
}
