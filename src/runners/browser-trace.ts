import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import type { RedactionPolicy } from "../redact/policy.ts";
import { redactTrace } from "../redact/redact-trace.ts";
import { createRedactor } from "../redact/redactor.ts";
import { stabilize } from "../stabilize/stabilize.ts";
import { readTrace } from "../trace/files/file.ts";
import { isFile } from "../trace/files/is-file.ts";
import { parseTrace } from "../trace/model/parse.ts";
import type { Entry, Trace } from "../trace/model/types.ts";

interface BrowserTraceOptions {
  /** File of the earlier recording. */
  readonly file: string;
  readonly client?: string;
  readonly servers: Readonly<Record<string, string>>;
  readonly redaction?: RedactionPolicy;
}

/** A redacted trace of the requests of scripts and the test: a browser's HAR without the browser's own requests. */
export async function makeTrace(
  har: string,
  { file, client, servers, redaction }: BrowserTraceOptions,
): Promise<Trace> {
  const { log } = parseTrace(har, file);
  const { version, creator } = log;
  const entries = log.entries
    .filter(isCall)
    .map((entry) => Object.assign(withoutBrowser(entry), nameSides(entry, client, servers)));
  if (entries.length === 0) {
    throw new UserError("No script of the page sent a request, and the test sent none with `page.request`.", {
      hint: "Remove the walkthrough from this test, or send a request in it.",
    });
  }
  const { trace } = redactTrace({ log: { version, creator, entries } }, createRedactor({ policy: redaction }));
  return (await isFile(file)) ? stabilize(trace, await readTrace(file)).trace : trace;
}

/** Whether a script or the test sent a request, and not the browser itself; Playwright states the purpose of each request. */
function isCall({ _resourceType: type }: BrowserEntry): boolean {
  return typeof type !== "string" || CALLS.has(type);
}

type BrowserEntry = Entry & { readonly _resourceType?: unknown };

const CALLS: ReadonlySet<string> = new Set(["fetch", "xhr", "eventsource", "websocket"]);

/**
 * Which browser ran the test, in which tab, and on which port its server happened to be, is no part of an API, and would
 * change the files with every run or update.
 */
function withoutBrowser(entry: Entry): Entry {
  const kept = Object.entries(entry).filter(([name]) => !PASSING.has(name));
  const headers = entry.request.headers.filter(({ name }) => !/^(?:user-agent|sec-ch-ua(?:-.*)?)$/i.test(name));
  // The same entry without fields that are optional.
  return { ...(Object.fromEntries(kept) as unknown as Entry), request: { ...entry.request, headers } };
}

const PASSING: ReadonlySet<string> = new Set([
  "connection",
  "pageref",
  "serverIPAddress",
  "_apiRequest",
  "_frameref",
  "_monotonicTime",
  "_securityDetails",
  "_serverPort",
]);

function nameSides(
  { request }: Entry,
  client: string | undefined,
  servers: Readonly<Record<string, string>>,
): Pick<Entry, "_client" | "_server"> {
  const origin = URL.parse(request.url)?.origin;
  const server = Object.entries(servers).find(([url]) => URL.parse(url)?.origin === origin)?.[1];
  return onlyKnown({ _client: client, _server: server });
}
