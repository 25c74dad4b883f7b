import type { IncomingMessage, RequestListener } from "node:http";
import { gunzipSync } from "node:zlib";

import { startTestServer } from "../../helpers/test-server.ts";

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
}

interface ResourceSpans {
  readonly resource: {
    readonly attributes: readonly { readonly key: string; readonly value: { stringValue?: string } }[];
  };
  readonly scopeSpans: readonly { readonly scope: unknown; readonly spans: readonly Span[] }[];
}

/** Tempo writes them in the JSON mapping of protobuf: IDs in base64, and kinds by name (https://grafana.com/docs/tempo/latest/api_docs/#query). */
function toTempo({ scopeSpans, ...others }: ResourceSpans): unknown {
  const toBase64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
  const toSpan = ({ traceId, spanId, parentSpanId, kind, ...span }: Span): unknown => ({
    traceId: toBase64(traceId),
    spanId: toBase64(spanId),
    ...(parentSpanId !== undefined && { parentSpanId: toBase64(parentSpanId) }),
    kind: kind === 3 ? "SPAN_KIND_CLIENT" : "SPAN_KIND_INTERNAL",
    ...span,
  });
  return { ...others, scopeSpans: scopeSpans.map(({ scope, spans }) => ({ scope, spans: spans.map(toSpan) })) };
}

/** Seconds since 1970; and a week in seconds, the longest range that it searches at once. */
const [NOW, WEEK] = [Math.floor(Date.now() / 1000), 7 * 86_400];

/** Without a range, its search covers only what was sent a moment ago, which is nothing here. */
function isSearched(parameters: URLSearchParams, age: number): boolean {
  const [start, end] = ["start", "end"].map((name) => Number(parameters.get(name))) as [number, number];
  return end - start <= WEEK && start <= NOW - age && NOW - age < end;
}

/** Its search omits leading zeros of an ID. */
const toShortId = ({ traceID }: { readonly traceID: string }): unknown => ({ traceID: traceID.replace(/^0+/, "") });

/**
 * Receives spans like a Collector, and returns them at the paths of Jaeger and Tempo.  @param age Seconds that have passed for Tempo since then. @default an
 * hour
 */
export async function startStore(age = 3600): Promise<{ readonly origin: string; readonly asked: readonly string[] }> {
  const { listener, asked } = createStore(age);
  return { origin: await startTestServer(listener), asked };
}

/** The same for a server of the caller. */
export function createStore(age = 3600): { readonly listener: RequestListener; readonly asked: readonly string[] } {
  const kept: ResourceSpans[] = [];
  const asked: string[] = [];
  const valueOf = ({ resource }: ResourceSpans, key: string): string | undefined =>
    resource.attributes.find((one) => one.key === key)?.value.stringValue;
  const idsOf = (resourceSpans: readonly ResourceSpans[]): readonly string[] => [
    ...new Set(
      resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans.map(({ traceId }) => traceId))),
    ),
  ];
  const traceOf = (id: string): readonly ResourceSpans[] =>
    kept.filter((one) => idsOf([one]).includes(id.padStart(32, "0")));
  const answer = (request: IncomingMessage): unknown => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://a.example");
    const [, id] = /^\/api\/(?:v3\/)?traces\/([\da-f]+)$/.exec(pathname) ?? [];
    if (id !== undefined) {
      const resourceSpans = traceOf(id);
      if (resourceSpans.length === 0) return undefined;
      return pathname.includes("/v3/") ? { result: { resourceSpans } } : { batches: resourceSpans.map(toTempo) };
    }
    if (pathname === "/api/services") return { data: [...new Set(kept.map((one) => valueOf(one, "service.name")))] };
    const wanted =
      pathname === "/api/search"
        ? /^\{ resource\.([\w.]+) = "(.*)" \}$/.exec(searchParams.get("q") ?? "")?.slice(1)
        : Object.entries(JSON.parse(searchParams.get("tags") ?? "{}") as Record<string, string>)[0];
    const [key = "", value] = wanted ?? [];
    const found = idsOf(kept.filter((one) => valueOf(one, key) === value)).map((traceID) => ({ traceID }));
    if (pathname !== "/api/search") return { data: found };
    return { traces: isSearched(searchParams, age) ? found.map(toShortId) : [] };
  };
  const listener: RequestListener = (request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      if (request.method === "POST") {
        const bytes = Buffer.concat(pieces);
        const isPacked = request.headers["content-encoding"] === "gzip";
        const { resourceSpans } = JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()) as {
          readonly resourceSpans: readonly ResourceSpans[];
        };
        kept.push(...resourceSpans);
        response.end("{}");
        return;
      }
      asked.push(request.url ?? "");
      const value = answer(request);
      response.writeHead(value === undefined ? 404 : 200).end(JSON.stringify(value ?? {}, null, 2));
    });
  };
  return { listener, asked };
}
