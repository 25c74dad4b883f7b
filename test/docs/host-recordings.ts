import { parseTrace, serializeTrace } from "../../src/index.ts";
import { createManifest } from "../../src/trace/manifest/write-manifest.ts";
import { fromMicroseconds } from "../../src/trace/model/start-time.ts";

const BEGIN = Date.parse("2026-11-29T10:00:00Z") * 1000;
const CALLS = 60;
/** Microseconds by which the clock of the shop is behind that of the till. */
const BEHIND = 2_500_100;
const ON_THE_WAY = 1700;

interface Call {
  readonly at: number;
  readonly took: number;
  readonly url: string;
  readonly traceparent?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What the recorders of two hosts wrote: the till sends requests to the shop, which sends one to the stock each time. */
export function recordHosts(): Readonly<Record<string, string>> {
  const starts = Array.from({ length: CALLS }, (_, call) => call * 250_000);
  const toTraceparent = (at: number): string => `00-${"ab".repeat(16)}-c${String(at).padStart(15, "0")}-01`;
  const url = "http://shop:8080/orders";
  const till = starts.map((at): Call => ({ at, took: 50_000, url, traceparent: toTraceparent(at), from: "till" }));
  const shop = starts.flatMap((at): readonly Call[] => {
    const start = at - BEHIND + ON_THE_WAY;
    const traceparent = toTraceparent(at);
    return [
      { at: start, took: 50_000 - 2 * ON_THE_WAY, url, traceparent, to: "shop" },
      { at: start + 5000, took: 20_000, url: "http://stock:8081/left", from: "shop" },
    ];
  });
  return { "hosts/till.har": toTrace("till", till), "hosts/shop.har": toTrace("shop", shop) };
}

function toTrace(name: string, calls: readonly Call[]): string {
  const entries = calls.map(({ at, took, url, traceparent, from, to }, index) => ({
    startedDateTime: fromMicroseconds(BEGIN + at),
    time: took / 1000,
    request: { method: "GET", url, headers: traceparent ? [{ name: "traceparent", value: traceparent }] : [] },
    response: { status: 200, statusText: "OK", content: { size: 0, mimeType: "" } },
    _id: `call-${index + 1}`,
    ...(from && { _client: from }),
    ...(to && { _server: to }),
  }));
  const { log } = parseTrace(JSON.stringify({ log: { entries, _wirewalk: { format: 1, redacted: {} } } }), name);
  const manifest = createManifest();
  for (const [index, entry] of log.entries.entries()) manifest.add(entry, index + 1);
  return serializeTrace({
    log: { ...log, _wirewalk: { format: 1, manifest: manifest.finish(calls.length), redacted: {} } },
  });
}
