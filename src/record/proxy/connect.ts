import type { Socket } from "node:net";

import { NOT_NEEDED } from "../../trace/missing.ts";
import { readClientHello } from "../../wire/client-hello.ts";
import { FRAME } from "../../wire/http2-frames.ts";
import { beginsWithPreface, isBeginningOfPreface } from "../../wire/http2-preface.ts";
import { ProxyRefusal } from "./ask-for-tunnel.ts";
import { recordAttempt } from "./attempt.ts";
import { createCarrier } from "./carrier.ts";
import type { ProxyContext } from "./context.ts";
import { DialError, clientGone, toDialError } from "./dial-error.ts";
import { type DialOptions, dial } from "./dial.ts";
import { type GatewayPage, formatGatewayPage, toGatewayPage } from "./gateway-page.ts";
import { tapHttp } from "./http-tap.ts";
import { intercept } from "./intercept.ts";
import type { Line } from "./line.ts";
import { orReject } from "./or-reject.ts";
import type { Scope } from "./scope.ts";
import { type Tap, splice } from "./splice.ts";
import { type Authority, formatAuthority, parseAuthority, toOrigin } from "./target.ts";
import { WireEnd } from "./wire-end.ts";

/** A client connection, and what belongs to it. */
export interface ClientConnection {
  readonly client: WireEnd;
  readonly scope: Scope;
  readonly context: ProxyContext;
}

/** The server's end of a tunnel, and facts about the connection to it. */
export interface Far {
  readonly line: Line;
  readonly server: WireEnd;
}

/** A request to be connected with a server. */
export interface TunnelRequest {
  /** `cloud.example:443` */
  readonly target: string;
  /** Participant ID of the client; "" if it does not identify itself. */
  readonly participant: string;
  /** The bytes after the request. */
  readonly rest: Buffer;
  /** Whether the client has closed its half. */
  readonly hasEnded: boolean;
}

/** Opens the tunnel that a client requests, and reads its contents if they are HTTP. */
export function answerConnect(connection: ClientConnection, request: TunnelRequest): void {
  const target = parseAuthority(request.target);
  if (target === undefined) refuse(connection, NO_TARGET);
  else new Tunnel(connection, request, target).start();
}

/** The destination of a redirected connection. */
export interface LedTarget {
  readonly address: Authority;
  /** The DNS result for the address; undefined if there was no lookup. */
  readonly name: string | undefined;
  /** Connects with a server that cannot be reached from here. @default the address is reached as any other */
  readonly open?: () => Promise<Socket>;
}

/** Passes on a connection whose client does not know about the proxy, and reads it if it is HTTP. */
export function answerLed(connection: ClientConnection, led: LedTarget): void {
  const { host, port } = led.address;
  const request = { target: "", participant: "", rest: Buffer.alloc(0), hasEnded: false };
  new Tunnel(connection, request, { host: led.name ?? host, port }, led).start();
}

const NO_TARGET: GatewayPage = {
  status: 400,
  error: "http_request_error",
  text: "CONNECT needs a host and a port, such as cloud.example:443.",
};

function refuse({ client }: ClientConnection, page: GatewayPage): void {
  client.write(formatGatewayPage(page, "CONNECT"));
  client.finish();
  client.resume();
}

const ESTABLISHED = Buffer.from("HTTP/1.1 200 Connection Established\r\n\r\n");

/** From CONNECT until the protocol is known. */
export class Tunnel {
  readonly connection: ClientConnection;
  readonly participant: string;
  /** Set if the client does not know about the proxy. */
  readonly led: LedTarget | undefined;
  readonly #askedBefore: number;
  /** Whether the client gets a certificate that it will refuse, as it did when it was recorded. */
  isToBeRefused = false;
  #target: Authority;
  /** Bytes that the server sent before the client's protocol was known. */
  readonly #early: Buffer[] = [];
  #first: Buffer;
  #hasEnded: boolean;
  #isDecided = false;

  constructor(
    connection: ClientConnection,
    { participant, rest, hasEnded }: TunnelRequest,
    target: Authority,
    led?: LedTarget,
  ) {
    this.connection = connection;
    this.#target = target;
    this.led = led;
    this.participant = participant;
    this.#first = rest;
    this.#hasEnded = hasEnded;
    this.#askedBefore = this.#asked;
  }

  /**
   * Whether the same participant has sent requests to this host since it opened this connection: over others, as long as it sends none over
   * this one. Go opens one for each of many simultaneous requests, and closes all but one if the server speaks HTTP/2.
   */
  get isSpare(): boolean {
    return this.#asked > this.#askedBefore;
  }

  get #asked(): number {
    return this.connection.context.asked.countOf(this.participant, this.place);
  }

  noteSpare(): void {
    this.connection.context.bypasses.add(this.place, NOT_NEEDED);
  }

  /** The client has sent a request over this connection. */
  noteRequest(): void {
    this.connection.context.asked.add(this.participant, this.place);
  }

  get target(): Authority {
    return this.#target;
  }

  /** `cloud.example:443` */
  get place(): string {
    return formatAuthority(this.#target);
  }

  /** The client names the host itself, in its hello. */
  takeName(serverName: string | undefined): void {
    if (this.led !== undefined && serverName !== undefined) this.#target = { ...this.#target, host: serverName };
  }

  start(): void {
    const { client, scope, context } = this.connection;
    client.listen({
      data: (chunk) => this.#keep(chunk),
      end: () => {
        this.#hasEnded = true;
        // A client that requests a tunnel and closes its half has nothing to send through it.
        if (this.led === undefined && this.#first.length === 0) scope.leave();
      },
      broken: () => scope.leave(),
      drained: () => {},
    });
    if (context.upstream.reroutes) {
      const failed = context.upstream.failureOf(this.place, "connect");
      if (failed !== undefined) return this.fail(new DialError(failed.code, failed.message, failed));
      this.#establish();
      this.#sniff(undefined);
    } else scope.follow(this.#connect());
  }

  /**
   * Connects again, for data that is passed on unread after all; undefined if that failed and the client was notified.
   */
  async open(): Promise<Line | undefined> {
    const {
      scope,
      context: { upstream, now },
    } = this.connection;
    const options = { now, signal: scope.signal, keep: scope.keep };
    try {
      return this.led === undefined
        ? await upstream.openTunnel(this.target, options)
        : await openLed(this.led, options);
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      this.fail(error);
      return undefined;
    }
  }

  /** Connects with the replay of an origin. */
  async openReplay(origin: string): Promise<Far> {
    const { scope, context } = this.connection;
    const line = await context.upstream.open(origin, { now: context.now, signal: scope.signal, keep: scope.keep });
    return { line, server: new WireEnd(line.socket, scope, line.raw) };
  }

  /** If no request is visible, the attempt itself is recorded. */
  record(error: DialError): void {
    const { place } = this;
    recordAttempt(this.connection.context.recordingFor(this.participant), { place, url: this.#urlOf(error) }, error);
  }

  #urlOf({ phase }: DialError): string {
    // A client that requests a tunnel has a URL; one that was redirected here has an address, until TLS is spoken.
    if (this.led !== undefined && phase !== "tls") return `tcp://${this.place}/`;
    return `${toOrigin(this.target.port === 80 ? "http" : "https", this.target)}/`;
  }

  /** Joins both ends, and counts the bytes. */
  passOn(server: WireEnd, { reason, bytes }: { readonly reason: string; readonly bytes: Buffer }): void {
    const { client, context } = this.connection;
    const { sent, received } = context.bypasses.pass(this.place, reason);
    for (const chunk of this.#early) received(chunk.length);
    sent(bytes.length);
    if (bytes.length > 0) server.write(bytes);
    const tap: Tap = {
      sent: ({ length }) => sent(length),
      received: ({ length }) => received(length),
      finish: () => {},
      reset: () => {},
    };
    splice({ client, server, tap });
  }

  fail(error: DialError): void {
    const { client, scope, context } = this.connection;
    this.record(error);
    if (error instanceof ProxyRefusal) {
      client.write(error.reply);
      splice({ client, server: new WireEnd(error.line.socket, scope, error.line.raw) });
    } else if (context.onFailure === "502") {
      refuse(this.connection, toGatewayPage(toOrigin("https", this.target), error));
    } else client.reset();
  }

  #establish(): void {
    if (this.led === undefined) this.connection.client.write(ESTABLISHED);
  }

  async #connect(): Promise<void> {
    const { scope } = this.connection;
    const line = await this.open();
    if (line === undefined) return;
    const server = new WireEnd(line.socket, scope, line.raw);
    this.#establish();
    const reason = this.#whyUnread();
    if (reason === undefined) this.#sniff({ line, server });
    else this.#pass(server, reason);
  }

  /** Why a place is not read; undefined if it is. */
  #whyUnread(): string | undefined {
    const { isPassedThrough, memory } = this.connection.context;
    if (isPassedThrough(this.place)) return "passed through, as requested";
    return memory.has(this.place) ? "passed through without recording, because recording it failed before" : undefined;
  }

  #keep(chunk: Buffer): void {
    this.#first = Buffer.concat([this.#first, chunk]);
    // More than that is not needed to recognize the protocol.
    if (this.#first.length > MOST_FIRST) this.connection.client.pause();
  }

  /** Waits for the client's first bytes, or the server's. */
  #sniff(far: Far | undefined): void {
    const { client } = this.connection;
    const server = far?.server;
    client.listen({
      data: (chunk) => {
        this.#keep(chunk);
        this.#decide(far);
      },
      end: () => {
        this.#hasEnded = true;
        this.#giveUp(server, "the client sent nothing");
      },
      broken: () => server?.reset(),
      drained: () => {},
    });
    server?.listen({
      data: (chunk) => {
        client.write(chunk);
        this.#early.push(chunk);
        // A server of HTTP/2 need not wait for its client (RFC 9113, section 3.4).
        if (!isSettings(this.#early)) this.#giveUp(server, "not HTTP");
      },
      end: () => this.#giveUp(server, "the server closed the connection before anything was sent"),
      broken: () => client.reset(),
      drained: () => {},
    });
    if (this.#first.length > 0) this.#decide(far);
    if (this.#hasEnded) this.#giveUp(server, "the client sent nothing");
  }

  #decide(far: Far | undefined): void {
    if (this.#isDecided) return;
    const { context } = this.connection;
    const first = this.#first;
    const hello = readClientHello(first);
    if (hello === "more" || isBeginningOfPreface(first)) return;
    if (hello === "none") {
      const isHttp2 = beginsWithPreface(first);
      if (isHttp2 || looksLikeHttp(first)) this.#readHttp(far, isHttp2);
      else this.#giveUp(far?.server, "not HTTP");
      return;
    }
    const { authority } = context;
    if (authority === undefined) {
      this.#giveUp(far?.server, "TLS, and there is no CA");
      return;
    }
    this.takeName(hello.serverName);
    // A redirected client has only now sent the name of its server.
    const unread = this.led && far && this.#whyUnread();
    if (unread !== undefined) {
      this.#giveUp(far?.server, unread);
      return;
    }
    this.#isDecided = true;
    this.connection.scope.follow(intercept(this, { hello, bytes: first, far, authority }));
  }

  #readHttp(far: Far | undefined, isHttp2: boolean): void {
    this.#isDecided = true;
    const origin = toOrigin("http", this.target);
    if (far === undefined) this.connection.scope.follow(this.#replay(origin, isHttp2));
    else this.#joinHttp(origin, far, isHttp2);
  }

  async #replay(origin: string, isHttp2: boolean): Promise<void> {
    this.connection.client.pause();
    this.#joinHttp(origin, await this.openReplay(origin), isHttp2);
  }

  #joinHttp(origin: string, { line, server }: Far, isHttp2: boolean): void {
    this.#isDecided = true;
    const { client, context } = this.connection;
    const stray = (remark: string): void => context.bypasses.add(this.place, remark);
    const tap = tapHttp(context, {
      origin,
      client: this.participant,
      line,
      stray,
      isHttp2,
      named: this.led !== undefined && this.led.name === undefined ? "host" : ":authority",
    });
    const carrier = createCarrier(context.traceContext);
    const first = carrier.sent(this.#first);
    server.write(first);
    tap.sent(first);
    for (const chunk of this.#early) tap.received(chunk);
    splice({ client, server, tap, carrier });
  }

  #giveUp(server: WireEnd | undefined, reason: string): void {
    if (this.#isDecided) return;
    if (server !== undefined) this.#pass(server, reason);
    else {
      this.#isDecided = true;
      this.connection.context.bypasses.add(this.place, reason);
      this.connection.client.destroy();
    }
  }

  #pass(server: WireEnd, reason: string): void {
    this.#isDecided = true;
    this.passOn(server, { reason, bytes: this.#first });
  }
}

/** The user's own proxy is not used for an address that the client chose itself. */
async function openLed({ address, open }: LedTarget, options: DialOptions): Promise<Line> {
  if (open === undefined) {
    const { socket, facts } = await dial(address, options);
    return { socket, raw: socket, facts };
  }
  const opening = open().catch((error: unknown) => {
    throw toDialError(error, address.host, []);
  });
  const socket = await unlessGone(opening, options);
  return { socket, raw: socket, facts: { tried: [formatAuthority(address)], dns: -1, connect: -1, ssl: -1 } };
}

/** A socket that arrives after the client disconnected is closed here, because no other code will close it. */
function unlessGone(opening: Promise<Socket>, { signal, keep }: DialOptions): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const safely = orReject(reject);
    const leave = safely(() => reject(clientGone()));
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
    const take = (socket: Socket): void => {
      signal.removeEventListener("abort", leave);
      keep(socket);
      if (signal.aborted) socket.destroy();
      else resolve(socket);
    };
    opening.then(take).catch(reject);
  });
}

const MOST_FIRST = 65_536;

/** Whether bytes begin with a SETTINGS frame, the first of a server of HTTP/2. */
function isSettings(pieces: readonly Buffer[]): boolean {
  const [first] = pieces;
  return first !== undefined && first.length >= 9 && first[3] === FRAME.settings && first.readUInt32BE(5) === 0;
}

/** A method is any token, in either case (RFC 9110, section 9.1); empty lines may precede it. */
function looksLikeHttp(first: Buffer): boolean {
  const text = first.toString("latin1", 0, 4096);
  return /^[\r\n]*[-!#$%&'*+.^_`|~\dA-Za-z]+[ \t]+\S.*?[ \t]HTTP\/1/i.test(text) || MAY_BECOME_HTTP.test(text);
}

/** No more than the beginning of a first line. */
const MAY_BECOME_HTTP = /^[\r\n]*(?:[-!#$%&'*+.^_`|~\dA-Za-z]{1,64}(?:[ \t][^\r\n]*)?)?$/;
