import { type SecureContext, TLSSocket } from "node:tls";

import { hasCodeLike } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { ExchangeError } from "../../trace/model/types.ts";
import type { ClientHello } from "../../wire/client-hello.ts";
import { canMirror } from "../certificates/mirror.ts";
import { createCarrier } from "./carrier.ts";
import { watchCloseNotify } from "./close-notify.ts";
import type { Far, Tunnel } from "./connect.ts";
import type { CertificateSource } from "./context.ts";
import { DialError, canBeTrusted, describeTls, isCertificateError, readAlert, toTlsError } from "./dial-error.ts";
import { tapHttp } from "./http-tap.ts";
import type { Secured } from "./line.ts";
import { contextFor, describeServer, limitOf, toServer } from "./mirrored-server.ts";
import { type Tap, splice } from "./splice.ts";
import { toOrigin } from "./target.ts";
import { writeTlsFailure } from "./tls-alert.ts";
import { fallsBack, toMeans } from "./tls-offer.ts";
import { WireEnd } from "./wire-end.ts";

interface Interception {
  readonly hello: ClientHello;
  /** The hello as it arrived, and what followed it. */
  readonly bytes: Buffer;
  /** The server; undefined in a replay, if there is none. */
  readonly far: Far | undefined;
  readonly authority: CertificateSource;
}

/** The protocols that the listener can read inside TLS. */
const READABLE: ReadonlySet<string> = new Set(["h2", "http/1.1", "http/1.0"]);

const HTTP2 = "h2";
const TLS_1_3 = 0x03_04;

/**
 * Reads TLS by doing both handshakes, the server's first: with the name, protocols and versions that the client offers. Then the client
 * gets what the server chose, and a certificate that it will judge as it would have judged the server's. If the server's handshake fails,
 * the client's own hello is sent to the server over a connection of its own, so that the client gets the server's response itself.
 */
export async function intercept(tunnel: Tunnel, interception: Interception): Promise<void> {
  const { hello, bytes, far, authority } = interception;
  if (far === undefined) return interceptReplay(tunnel, interception);
  const protocols = readableOf(hello);
  const means = toMeans(hello);
  const unread = whyUnreadable(hello, means);
  if (unread !== undefined) {
    tunnel.passOn(far.server, { reason: unread, bytes });
    return;
  }
  const origin = toOrigin("https", tunnel.target);
  const { upstream, now } = tunnel.connection.context;
  const first = holdClient(tunnel, bytes);
  far.server.release();
  let secured: Secured;
  try {
    const { serverName, versions } = hello;
    const { signal } = tunnel.connection.scope;
    secured = await upstream.secure(far.line, origin, { serverName, protocols, versions, means, now, signal });
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    const isGone = tunnel.connection.scope.signal.aborted;
    tunnel.record(isGone ? goneInTls() : error);
    // The client hears the server's own alert, and its own certificate works, if it has one.
    await openAgain(tunnel, `${error.message}; passed through without recording`, first);
    return;
  }
  const { socket, facts } = secured;
  const shown = describeServer(socket);
  if (!upstream.isInsecure(tunnel.place) && !canMirror(shown, new Date(now()))) {
    socket.destroy();
    far.line.raw.destroy();
    // Its next connections need not be attempted: each would cost the server a second handshake.
    tunnel.connection.context.memory.add(tunnel.place);
    const why = `its chain is refused (${shown.refused})`;
    await openAgain(
      tunnel,
      `${why}; passed through without recording, because only the program can judge it; --insecure HOST records it`,
      first,
    );
    return;
  }
  const line = { socket, raw: far.line.raw, facts };
  const { scope } = tunnel.connection;
  const server = new WireEnd(socket, scope, far.line.raw, watchCloseNotify(socket, far.line.socket, scope));
  const limit = limitOf(hello, socket.getProtocol() === "TLSv1.3");
  const context = upstream.isInsecure(tunnel.place)
    ? await contextFor(authority, hello.serverName ?? tunnel.target.host, limit)
    : authority.contextLike(shown, limit);
  const protocol = socket.alpnProtocol || undefined;
  answerClient(tunnel, { context, protocol, bytes: Buffer.concat(first), far: { line, server } });
}

/**
 * In a replay, there is no server: its certificate and protocol are the recorded ones, or those that the client would
 * accept.
 */
async function interceptReplay(tunnel: Tunnel, { hello, bytes, authority }: Interception): Promise<void> {
  const { upstream } = tunnel.connection.context;
  const origin = toOrigin("https", tunnel.target);
  const failed = upstream.failureOf(tunnel.place, "tls");
  if (failed !== undefined && !isCertificateError(failed.code)) return failAgain(tunnel, failed);
  const host = hello.serverName ?? tunnel.target.host;
  const limit = limitOf(hello, hello.versions.includes(TLS_1_3));
  const context =
    failed === undefined
      ? await contextFor(authority, host, limit)
      : authority.contextLike(toServer(host, failed.code), limit);
  const speaksHttp2 = upstream.speaksHttp2(origin);
  const protocols = readableOf(hello);
  // A client that supports nothing else gets HTTP/2, whatever the recorded version.
  const protocol = protocols?.find((offered) => (offered === HTTP2) === speaksHttp2) ?? protocols?.[0];
  tunnel.isToBeRefused = failed !== undefined;
  answerClient(tunnel, { context, protocol, bytes, far: await tunnel.openReplay(origin) });
}

function readableOf({ protocols }: ClientHello): readonly string[] | undefined {
  return protocols?.filter((protocol) => READABLE.has(protocol));
}

/** Why a client's data is passed through; undefined if it can be read. */
function whyUnreadable(hello: ClientHello, means: ReturnType<typeof toMeans>): string | undefined {
  const { protocols } = hello;
  if (protocols !== undefined && readableOf(hello)?.length === 0)
    return `the client supports only ${protocols.join(", ")}`;
  if (means === undefined) return "the client offers no cipher that wirewalk knows";
  // Node cannot express this in its own hello.
  return fallsBack(hello) ? "the client falls back to an older version of TLS" : undefined;
}

/** The alert of a replayed server whose handshake failed. */
function failAgain({ connection: { client } }: Tunnel, failed: ExchangeError): void {
  const said = writeTlsFailure(failed);
  if (said === undefined) return client.reset();
  client.write(said);
  client.finish();
  client.resume();
}

/** Buffers what the client sends while its server is contacted, and notices if it disconnects: the stream has to flow for that. */
function holdClient({ connection: { client, scope } }: Tunnel, hello: Buffer): readonly Buffer[] {
  const held = [hello];
  client.listen({
    data: (chunk) => {
      held.push(chunk);
      // It sends nothing before the server does, except early data.
      if (held.length > MOST_HELD) client.pause();
    },
    end: () => scope.leave(),
    broken: () => scope.leave(),
    drained: () => {},
  });
  return held;
}

/** Chunks that a client sends after its hello. */
const MOST_HELD = 16;

/** Lets the client and the server do their handshake with each other, over another connection. */
async function openAgain(tunnel: Tunnel, reason: string, first: readonly Buffer[]): Promise<void> {
  const { client, scope } = tunnel.connection;
  if (client.isBroken || scope.signal.aborted) {
    client.destroy();
    return;
  }
  const line = await tunnel.open();
  if (line === undefined) return;
  tunnel.passOn(new WireEnd(line.socket, scope, line.raw), { reason, bytes: Buffer.concat(first) });
}

function goneInTls(): DialError {
  return new DialError("CLIENT_GONE", "the client closed the connection in the TLS handshake", { phase: "tls" });
}

interface Answer {
  readonly context: SecureContext;
  /** As the server chose; undefined if it chose none. */
  readonly protocol: string | undefined;
  readonly bytes: Buffer;
  readonly far: Far;
}

function answerClient(tunnel: Tunnel, { context, protocol, bytes, far }: Answer): void {
  const { client, scope } = tunnel.connection;
  if (client.isBroken || client.hasEnded) {
    tunnel.record(goneInTls());
    client.destroy();
    far.server.destroy();
    return;
  }
  const refused = far.line.facts.tls?.refused;
  const raw = client.release();
  raw.unshift(bytes);
  // No `resume`, because the bytes would be lost before TLS can read them (docs/notes/proxy.md).
  const secure = new TLSSocket(raw, {
    isServer: true,
    secureContext: context,
    ...onlyKnown({ ALPNProtocols: protocol === undefined ? undefined : [protocol] }),
  });
  const near = new WireEnd(secure, scope, raw, watchCloseNotify(secure, raw, scope));
  far.server.watch({
    data: () => {},
    end: () => {},
    broken: (error) => {
      noteServer(tunnel, error);
      tunnel.record(toTlsError(error, tunnel.place));
      near.reset();
    },
    drained: () => {},
  });
  // It has to flow, or its end would not be noticed; data from before the end of the handshake is kept.
  const early: Buffer[] = [];
  near.listen({
    data: (chunk) => void early.push(chunk),
    end: () => {
      noteClient(tunnel, undefined, { refused, when: "in the TLS handshake" });
      near.destroy();
      far.server.destroy();
    },
    broken: (error) => {
      noteClient(tunnel, error, { refused, when: "in the TLS handshake" });
      far.server.destroy();
    },
    drained: () => {},
  });
  secure.once(
    "secure",
    scope.guard(() => listen(tunnel, { near, early, far, isHttp2: protocol === HTTP2 })),
  );
}

interface Secure {
  readonly near: WireEnd;
  readonly early: readonly Buffer[];
  readonly far: Far;
  readonly isHttp2: boolean;
}

function listen(tunnel: Tunnel, { near, early, far: { line, server }, isHttp2 }: Secure): void {
  const { context } = tunnel.connection;
  const refused = line.facts.tls?.refused;
  const origin = toOrigin("https", tunnel.target);
  const stray = (remark: string): void => context.bypasses.add(tunnel.place, remark);
  const tap = tapHttp(context, { origin, client: tunnel.participant, line, stray, isHttp2 });
  // A client that sends anything, even something unreadable, has accepted the certificate.
  let hasSpoken = false;
  let hasServerLeft = false;
  const noted: Tap = {
    ...tap,
    sent: (chunk) => {
      if (!hasSpoken) context.memory.clear(tunnel.place);
      hasSpoken = true;
      const before = tap.count;
      tap.sent(chunk);
      if (tap.count > before) tunnel.noteRequest();
    },
    finish: (side) => {
      tap.finish(side);
      if (side === "server") hasServerLeft = true;
      else if (!hasSpoken) {
        const isSpare = !hasServerLeft && !near.wasCut && tunnel.isSpare;
        noteClient(tunnel, undefined, { refused, when: "after the TLS handshake", isSpare });
      }
    },
    reset: (side, error) => {
      tap.reset(side, error);
      if (side === "server") {
        noteServer(tunnel, error);
        if (tap.count === 0 && readAlert(error) !== undefined) tunnel.record(toTlsError(error, tunnel.place));
      } else if (!hasSpoken) noteClient(tunnel, error, { refused, when: "after the TLS handshake" });
    },
  };
  const carrier = createCarrier(context.traceContext);
  splice({ client: near, server, tap: noted, carrier });
  for (const chunk of early.map(carrier.sent)) {
    server.write(chunk);
    noted.sent(chunk);
  }
}

interface Refusal {
  /** Why the server's own certificate, which ours mirrors, could not be verified. */
  readonly refused: string | undefined;
  readonly when: string;
  /** Whether the client closed a connection that it did not need. @default false */
  readonly isSpare?: boolean;
}

/** A client that does not trust our CA sends a TLS alert, or disconnects silently. */
function noteClient(tunnel: Tunnel, error: Error | undefined, { refused, when, isSpare = false }: Refusal): void {
  const {
    place,
    connection: { context },
  } = tunnel;
  if (tunnel.isToBeRefused) return;
  const isRefusal = hasCodeLike(error, /UNKNOWN_CA|CERTIFICATE|DECRYPT_ERROR/);
  if (refused !== undefined) {
    const said =
      isRefusal || error === undefined
        ? "the client refused the certificate of"
        : "the client broke the connection, maybe because of the certificate of";
    const message = `${said} ${place}: ${describeTls(refused)}`;
    // It caused the program's failure, so the trace has it.
    tunnel.record(new DialError(refused, message, { phase: "tls" }));
    const trust = canBeTrusted(refused) ? "trust it with --cacert FILE, or " : "";
    const why = `${describeTls(refused)}; ${trust}skip the check with --insecure HOST`;
    context.bypasses.add(place, `the client refused the server's certificate: ${why}`);
  } else if (isRefusal) {
    // A replay passes nothing on, whatever the client thinks of its certificate.
    const next = context.upstream.reroutes ? "" : "; its next connection is passed through without recording";
    context.bypasses.add(place, `the client refused wirewalk's certificate${next}`);
  } else if (isOurs(error)) {
    const why = toTlsError(error, place).message;
    context.bypasses.add(
      place,
      `between the client and wirewalk ${why}; its next connection is passed through without recording`,
    );
  } else if (isSpare) tunnel.noteSpare();
  else context.bypasses.add(place, `the client sent no request ${when}: it may not trust wirewalk's certificate`);
  if (isRefusal || isOurs(error)) context.memory.add(place);
  else context.memory.addSilence(place);
}

/** Our side cannot accept the client's offer, but the server may be less strict. */
function isOurs(error: Error | undefined): error is Error {
  return error !== undefined && hasCodeLike(error, /^ERR_SSL_/) && readAlert(error) === undefined;
}

/** In TLS 1.3 a server requests the client's certificate after both handshakes (RFC 8446, section 4.4.2.4). */
function noteServer({ place, connection: { context } }: Tunnel, error: Error): void {
  if (!hasCodeLike(error, /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE|UNKNOWN_CA)/)) return;
  context.bypasses.add(
    place,
    "the server requires a client certificate, see --client-cert; the next connection is passed through without recording",
  );
  context.memory.add(place);
}
