import { textAt } from "../../sequence/text-at.ts";
import { createHttp2Exchanges } from "../../wire/http2-exchanges.ts";
import { createHttp2RequestReader } from "../../wire/http2.ts";
import { SILENT_SINK } from "../../wire/message.ts";
import { recordAttempt } from "./attempt.ts";
import { createCarrier } from "./carrier.ts";
import type { ClientConnection } from "./connect.ts";
import { DialError } from "./dial-error.ts";
import { toGatewayPage } from "./gateway-page.ts";
import { tapHttp } from "./http-tap.ts";
import { REFUSAL, formatHttp2Refusal } from "./http2-refusal.ts";
import { RecordedExchange, SILENT_LISTENER } from "./recorded-exchange.ts";
import { NOT_ADDRESSED, NOT_A_PROXY_REQUEST, type ReverseRoute, isAddressedTo, toPath } from "./route.ts";
import { splice } from "./splice.ts";
import { formatAuthority, parseOrigin } from "./target.ts";
import { SILENT, WireEnd } from "./wire-end.ts";

/**
 * Passes on HTTP/2 that a client speaks to a listener by prior knowledge (RFC 9113, section 3.3). Its header blocks cannot be rewritten,
 * because all later ones depend on them: requests that would have to be changed are refused.
 *
 * @param first all data that has arrived
 */
export function answerHttp2(connection: ClientConnection, first: Buffer): void {
  const { reverse } = connection.context.place;
  const why = whyRefused(connection);
  if (why !== undefined || reverse === undefined) {
    refuse(connection, { text: why ?? NOT_A_PROXY_REQUEST.text, code: REFUSAL.http1Required });
    return;
  }
  const guard = createGuard(reverse);
  if (guard(first)) connection.scope.follow(passOn(connection, { reverse, guard, first }));
  else refuse(connection, { text: NOT_ADDRESSED.text, code: REFUSAL.connect });
}

function whyRefused({ context: { place } }: ClientConnection): string | undefined {
  const { reverse, token } = place;
  if (reverse === undefined) return undefined;
  if (token !== undefined)
    return "A wirewalk listener with a token accepts HTTP/1.1 only: it removes the token from each request.";
  return reverse.basePath === ""
    ? undefined
    : "A wirewalk listener for a server with a base path accepts HTTP/1.1 only: it adds that path to each request.";
}

interface Passed {
  readonly reverse: ReverseRoute;
  readonly guard: (chunk: Buffer) => boolean;
  readonly first: Buffer;
}

async function passOn(connection: ClientConnection, { reverse, guard, first }: Passed): Promise<void> {
  const { client, scope, context } = connection;
  const { origin } = reverse;
  const place = formatAuthority(parseOrigin(origin));
  const held = [first];
  client.listen({
    data: (chunk) => {
      held.push(chunk);
      client.pause();
    },
    end: () => {},
    broken: () => scope.leave(),
    drained: () => {},
  });
  try {
    await context.sameHeads?.admit({ place, head: first, signal: scope.signal });
    const line = await context.upstream.open(origin, {
      now: context.now,
      signal: scope.signal,
      keep: scope.keep,
      speaks: "h2",
    });
    context.sameHeads?.add(line.raw, first);
    const stray = (remark: string): void => context.bypasses.add(place, remark);
    const tap = tapHttp(context, { origin, client: "", line, stray, isHttp2: true, named: "origin" });
    const server = new WireEnd(line.socket, scope, line.raw);
    const admits = (chunk: Buffer): boolean => {
      if (guard(chunk)) return true;
      stray("a request of HTTP/2 that names another host was refused");
      client.write(formatHttp2Refusal(NOT_ADDRESSED.text, REFUSAL.connect));
      return false;
    };
    const bytes = Buffer.concat(held);
    if (held.length > 1 && !admits(bytes.subarray(first.length))) {
      client.finish();
      server.destroy();
      return;
    }
    const carrier = createCarrier(context.traceContext);
    const carried = carrier.sent(bytes);
    server.write(carried);
    tap.sent(carried);
    splice({ client, server, tap, admits, carrier });
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    fail(connection, { origin, bytes: Buffer.concat(held), error });
  }
}

/** All requests that arrived fail because of it. */
function fail(
  connection: ClientConnection,
  { origin, bytes, error }: { origin: string; bytes: Buffer; error: DialError },
): void {
  const { client, context } = connection;
  const recording = context.recordingFor("");
  let count = 0;
  const { client: reader } = createHttp2Exchanges({
    open: (head) => {
      count += 1;
      if (recording !== undefined)
        new RecordedExchange(recording, { head, url: origin + toPath(head.target) }).unreachable(error);
      return SILENT_LISTENER;
    },
    stray: () => {},
  });
  reader.push(bytes);
  if (count === 0) recordAttempt(recording, { place: formatAuthority(parseOrigin(origin)), url: `${origin}/` }, error);
  if (context.onFailure === "reset") client.reset();
  else refuse(connection, { text: toGatewayPage(origin, error).text, code: REFUSAL.connect });
}

function refuse(
  { client }: ClientConnection,
  { text, code }: { text: string; code: (typeof REFUSAL)[keyof typeof REFUSAL] },
): void {
  client.write(formatHttp2Refusal(text, code));
  client.finish();
  // What the client still sends is read, or its system would break the connection before it has read the reason.
  client.listen(SILENT);
}

/** Decides for each chunk whether it may pass: not if a request names a host that this listener does not represent. */
function createGuard(reverse: ReverseRoute): (chunk: Buffer) => boolean {
  if (reverse.host === undefined) return () => true;
  let isRefused = false;
  const refuseAll = (): void => {
    isRefused = true;
  };
  const reader = createHttp2RequestReader({
    open: () => ({
      ...SILENT_SINK,
      head: ({ fields }) => {
        const named = (name: string): boolean =>
          fields.some((field, at) => at % 2 === 0 && field === name && !isAddressedTo(reverse, textAt(fields, at + 1)));
        if (named(":authority") || named("host")) isRefused = true;
      },
    }),
    reset: () => {},
    promise: () => {},
    goAway: () => {},
    // A request that could not be parsed might name any host.
    raw: refuseAll,
    remark: refuseAll,
  });
  return (chunk) => {
    reader.push(chunk);
    return !isRefused;
  };
}
