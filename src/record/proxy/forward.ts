import { onlyKnown } from "../../json/only-known.ts";
import { type Exchanges, createExchanges } from "../../wire/exchanges.ts";
import { LF } from "../../wire/head-buffer.ts";
import { createResponseParser } from "../../wire/http1.ts";
import { type RequestHead, SILENT_SINK } from "../../wire/message.ts";
import { readRequestHead } from "../../wire/start-line.ts";
import { ProxyRefusal } from "./ask-for-tunnel.ts";
import { lacksContext } from "./carry-http1.ts";
import { answerConnect } from "./connect.ts";
import type { ProxyContext } from "./context.ts";
import { DialError } from "./dial-error.ts";
import { type GatewayPage, formatGatewayPage, toGatewayPage } from "./gateway-page.ts";
import { beginningOf } from "./head-beginning.ts";
import type { Line } from "./line.ts";
import { announcesNoContent } from "./may-be-request.ts";
import { describeUnspoken, nameProtocol } from "./name-protocol.ts";
import { rewriteRequest } from "./read-rewritten.ts";
import { RecordedExchange, SILENT_LISTENER } from "./recorded-exchange.ts";
import { answerHttp2 } from "./reverse-http2.ts";
import type { HeadChange } from "./rewrite-head.ts";
import { LOOP, NOT_A_PROXY_REQUEST, type Route, findRoute, isHostToCome, toPath } from "./route.ts";
import type { Scope } from "./scope.ts";
import { releaseNoHead, settleOffer } from "./settle-head.ts";
import { parseAbsoluteForm } from "./target.ts";
import { SILENT, WireEnd } from "./wire-end.ts";

/** A server connection of this client connection. */
interface Link {
  readonly origin: string;
  /** Of an address that is reached by more than one network interface, each has its own. */
  readonly place: string;
  readonly end: WireEnd;
  readonly line: Line;
  /** Whether no exchange has used it. */
  isFresh: boolean;
  /** Whether it was opened for the beginning of a head, which did not wait for it. */
  hasBeginning: boolean;
}

interface FoundRequest {
  readonly head: RequestHead;
  readonly route: Route;
  readonly outgoing: Outgoing | undefined;
}

/** A request that has its head, and is to go out. */
interface Outgoing {
  readonly origin: string;
  readonly zone: string | undefined;
  readonly bytes: Buffer;
  readonly exchange: RecordedExchange | undefined;
  readonly method: string;
  /** Set if this is only the beginning of a head. */
  readonly isBeginning?: true;
}

/** What of a head that is still being read was sent. */
interface Begun {
  /** Bytes as they came. */
  readonly read: number;
  /** Bytes as the server got them. */
  readonly sent: number;
}

/**
 * Passes on what one client sends to a proxy, to as many servers as it requests, over connections of its own: what a server ties to a
 * connection is as it would be without us. The request parser here also controls the flow: in each head, the part for the proxy is changed;
 * everything else is passed on as it arrives. A request for another server than the one before waits until that one has answered, so that
 * responses keep their order. It is long because all of it shares one state.
 */
export class Forwarder {
  readonly #client: WireEnd;
  readonly #scope: Scope;
  readonly #context: ProxyContext;
  readonly #exchanges: Exchanges;
  readonly #links = new Map<string, Link>();
  #link: Link | undefined;
  /** Set while a head is being read: its destination. */
  #found: FoundRequest | undefined;
  #isReadingHead = false;
  #begun = NOT_BEGUN;
  /** Bytes of the head that is being received, when its beginning was last looked at. */
  #looked = 0;
  #lastOrigin: string | undefined;
  #lastClient = "";
  /** The request before the current one, while it has no response. */
  #last: { readonly head: RequestHead; readonly exchange: RecordedExchange | undefined } | undefined;
  /** What waits for the responses to earlier requests. */
  #waiting: (() => void) | undefined;
  #isHolding = false;
  /** The bytes that arrived meanwhile. */
  #rest: Buffer[] = [];
  #restSize = 0;
  #hasClientEnded = false;
  /** Whether this connection was handed over, or has had its last response. */
  #isDone = false;
  /** A parser that failed gets no more data; the bytes do not depend on it. */
  #isDeaf = false;

  constructor(client: WireEnd, scope: Scope, context: ProxyContext) {
    this.#client = client;
    this.#scope = scope;
    this.#context = context;
    this.#exchanges = createExchanges({
      open: (head) => this.#open(head),
      openHttp2: (head) => this.#openHttp2(head),
      stray: (remark) => this.#stray(remark),
      unread: (piece) => this.#passUnread(piece),
      isDriven: true,
    });
    client.listen({
      data: (chunk) => this.#take(chunk),
      end: () => {
        this.#hasClientEnded = true;
        if (!this.#isHolding) this.#finishClient();
      },
      broken: () => {
        this.#scope.leave();
        this.#hear(() => this.#exchanges.reset("client"));
        for (const { end } of this.#links.values()) end.reset();
      },
      drained: () => this.#link?.end.resume(),
    });
  }

  #take(chunk: Buffer): void {
    if (this.#isDone) return;
    if (this.#isHolding) {
      this.#keepBack(chunk);
      return;
    }
    const { client: parser } = this.#exchanges;
    let at = 0;
    this.#link?.end.gather();
    while (at < chunk.length) {
      settleOffer(this.#exchanges, chunk, at);
      const wasHead = parser.state === "head";
      this.#isReadingHead = wasHead;
      const next = parser.step(chunk, at);
      const found = this.#found;
      this.#found = undefined;
      // After a refused `Expect`, a head may begin where content was announced: it is sent when it is complete.
      if (found === undefined && !wasHead && !parser.isInHead) this.#passBody(chunk, at, next);
      at = next;
      if (found === undefined) continue;
      this.#follow(found);
      if (!this.#isHolding) continue;
      this.#link?.end.send();
      if (at < chunk.length) this.#keepBack(chunk.subarray(at));
      this.#goOn();
      return;
    }
    if (parser.isInHead) {
      if (this.#begun === NOT_BEGUN) this.#passNoHead();
      this.#passBeginning();
    }
    this.#link?.end.send();
    if (this.#link?.end.isFull === true) this.#client.pause();
  }

  #passBody(chunk: Buffer, at: number, next: number): void {
    if (next - at === chunk.length) this.#link?.end.pass(chunk);
    else this.#link?.end.write(chunk.subarray(at, next));
  }

  /** The held bytes that do not need to wait for the rest of a head. */
  #passNoHead(): void {
    if (this.#link === undefined) return;
    const emptyLines = releaseNoHead(this.#exchanges, this.#last?.head);
    if (emptyLines.length > 0) this.#link.end.write(emptyLines);
  }

  /** A server may respond before it has all of a head, or give up: it gets what cannot change any more. */
  #passBeginning(): void {
    const { client: parser, waiting } = this.#exchanges;
    const raw = parser.headSoFar;
    // Also of a head that cannot be passed on, or each piece of a long one would be one more look at all of it.
    const isDue = raw.length <= SHORT_HEAD || raw.length > this.#looked * GROWTH;
    if (this.#isDone || this.#isHolding || raw.length === 0 || !isDue) return;
    this.#looked = raw.length;
    const head = readRequestHead(raw.subarray(0, raw.lastIndexOf(LF) + 1));
    const route = head === undefined || head.version === "" ? undefined : this.#findRoute(head);
    // The end of a head that the client breaks off would be another one then.
    if (route?.kind !== "request" || route.change.proxyAuthorization !== undefined) return;
    if (head === undefined || isHostToCome(head, this.#context.place)) return;
    const { bytes: whole, read } = beginningOf(raw, route.change);
    const bytes = whole.subarray(this.#begun.sent);
    const { origin, zone } = route;
    const outgoing: Outgoing = { origin, zone, bytes, exchange: undefined, method: "", isBeginning: true };
    const link = this.#link;
    const isThere = link?.place === placeOf(outgoing) && !link.end.isBroken;
    if (!isThere && (waiting > 0 || this.#begun !== NOT_BEGUN)) return;
    this.#begun = { read, sent: whole.length };
    if (isThere) link.end.write(bytes);
    else {
      this.#isHolding = true;
      this.#changeLink(outgoing);
    }
  }

  #keepBack(bytes: Buffer): void {
    this.#rest.push(bytes);
    this.#restSize += bytes.length;
    if (this.#restSize > MOST_HELD) this.#client.pause();
  }

  #takeRest(): readonly Buffer[] {
    const rest = this.#rest;
    this.#rest = [];
    this.#restSize = 0;
    return rest;
  }

  /** Called by the parser for each head. */
  #open(head: RequestHead): RecordedExchange | typeof SILENT_LISTENER {
    const route = this.#findRoute(head);
    const begun = this.#begun.sent;
    this.#begun = NOT_BEGUN;
    this.#looked = 0;
    if (route.kind !== "request" || head.raw === undefined) {
      this.#found = { head, route, outgoing: undefined };
      return SILENT_LISTENER;
    }
    const { origin, zone, url, client, change } = route;
    this.#lastOrigin = origin;
    this.#lastClient = client;
    const { bytes, changed, head: sent } = rewriteRequest(head, head.raw, this.#withContext(head, change));
    const recording = this.#context.recordingFor(client);
    const exchange = recording && new RecordedExchange(recording, { head: sent, url, changed });
    this.#last = { head, exchange };
    const left = begun === 0 ? bytes : bytes.subarray(begun);
    this.#found = { head, route, outgoing: { origin, zone, bytes: left, exchange, method: head.method } };
    return exchange ?? SILENT_LISTENER;
  }

  /** On a connection that was upgraded nothing is held or changed: all is for its server. */
  #openHttp2(head: RequestHead): RecordedExchange | typeof SILENT_LISTENER {
    const recording = this.#context.recordingFor(this.#lastClient);
    if (recording === undefined || this.#link === undefined) return SILENT_LISTENER;
    const { origin, line } = this.#link;
    // curl names the whole URL in HTTP/2 too if it uses a proxy.
    const path = parseAbsoluteForm(head.target)?.path ?? toPath(head.target);
    const exchange = new RecordedExchange(recording, { head, url: origin + path });
    exchange.connected(line.raw, line.facts, { isFirst: false, hasWaited: false });
    return exchange;
  }

  #withContext(head: RequestHead, change: HeadChange): HeadChange {
    const { traceContext } = this.#context;
    return traceContext !== undefined && lacksContext(head)
      ? { ...change, traceparent: traceContext.create() }
      : change;
  }

  #findRoute(head: RequestHead): Route {
    const { place, upstream } = this.#context;
    if (this.#lastOrigin === undefined && upstream.isOwn(this.#client.socket)) return { kind: "refused", page: LOOP };
    return findRoute(head, place, this.#lastOrigin);
  }

  #follow({ head, route, outgoing }: FoundRequest): void {
    if (route.kind === "refused") this.#whenAnswered(() => this.#sendPage(route.page, head.method));
    else if (route.kind === "unread") this.#whenAnswered(() => this.#refuseUnread(head.raw ?? NOTHING));
    else if (route.kind === "tunnel") this.#whenAnswered(() => this.#handOver(head, route.client));
    else if (route.kind === "http2") this.#whenAnswered(() => this.#handOverHttp2(head));
    else if (outgoing !== undefined) this.#send(outgoing);
  }

  #send(outgoing: Outgoing): void {
    const link = this.#link;
    if (link?.place === placeOf(outgoing) && !link.end.isBroken) this.#sendOver(link, outgoing);
    else this.#whenAnswered(() => this.#changeLink(outgoing));
  }

  #sendOver(link: Link, { bytes, exchange }: Outgoing): void {
    const hasWaited = link.isFresh && !link.hasBeginning;
    exchange?.connected(link.line.raw, link.line.facts, { isFirst: link.isFresh, hasWaited });
    if (exchange === undefined) link.hasBeginning = true;
    else link.isFresh = false;
    link.end.write(bytes);
  }

  /** Holds everything back until this is the only request without a response. */
  #whenAnswered(work: () => void): void {
    this.#isHolding = true;
    this.#exchanges.hold(true);
    this.#waiting = work;
  }

  #goOn(): void {
    const work = this.#waiting;
    if (work === undefined || (this.#exchanges.waiting > 1 && !this.#isDeaf)) return;
    this.#waiting = undefined;
    work();
  }

  #changeLink(outgoing: Outgoing): void {
    // Later events of the last server, such as closing, no longer concern the client.
    this.#link = undefined;
    const known = this.#links.get(placeOf(outgoing));
    if (known !== undefined && !known.end.isBroken && !known.end.hasEnded) this.#release(known, outgoing);
    else this.#scope.follow(this.#dial(outgoing));
  }

  async #dial(outgoing: Outgoing): Promise<void> {
    const { origin, zone } = outgoing;
    const { signal, keep } = this.#scope;
    const { upstream, now, sameHeads } = this.#context;
    let line: Line;
    try {
      await sameHeads?.admit({ place: new URL(origin).host, head: outgoing.bytes, signal });
      line = await upstream.open(origin, { now, signal, keep, ...onlyKnown({ zone }) });
    } catch (error) {
      if (!(error instanceof DialError)) throw error;
      this.#fail(error, outgoing);
      return;
    }
    sameHeads?.add(line.raw, outgoing.bytes);
    const place = placeOf(outgoing);
    const end = new WireEnd(line.socket, this.#scope, line.raw);
    const link: Link = { origin, place, line, end, isFresh: true, hasBeginning: false };
    this.#links.set(place, link);
    link.end.listen({
      data: (chunk) => this.#takeAnswer(link, chunk),
      end: () => this.#endOf(link),
      broken: () => this.#breakOf(link),
      drained: () => {
        if (!this.#isHolding) this.#client.resume();
      },
    });
    this.#release(link, outgoing);
  }

  /** Sends the held bytes, and then the bytes after them. */
  #release(link: Link, outgoing: Outgoing): void {
    this.#link = link;
    this.#exchanges.changeServer();
    this.#exchanges.hold(false);
    link.end.gather();
    this.#sendOver(link, outgoing);
    this.#isHolding = false;
    for (const piece of this.#takeRest()) this.#take(piece);
    link.end.send();
    if (this.#isHolding) return;
    if (!link.end.isFull) this.#client.resume();
    if (this.#hasClientEnded) this.#finishClient();
  }

  #takeAnswer(link: Link, chunk: Buffer): void {
    if (this.#isDone) return;
    if (link !== this.#link) {
      // Without a proxy it would arrive over another connection, and not as a response to the requests of this one.
      this.#stray(`unrequested bytes of ${link.origin}`);
      return;
    }
    this.#client.pass(chunk);
    if (this.#client.isFull) link.end.pause();
    const { client: parser } = this.#exchanges;
    const held = parser.isInHead ? parser.headSoFar.subarray(this.#begun.read) : NOTHING;
    this.#isReadingHead = false;
    this.#hear(() => this.#exchanges.server.push(chunk));
    if (this.#exchanges.waiting === 0) this.#last = undefined;
    // The server has switched to another protocol, without a request to do so: what may have become a head is none.
    if (held.length > 0 && parser.state === "raw") link.end.write(held);
    this.#goOn();
    if (parser.isInHead) this.#passBeginning();
  }

  #endOf(link: Link): void {
    if (link !== this.#link) {
      this.#drop(link);
      return;
    }
    const { state } = this.#exchanges.server;
    this.#hear(() => this.#exchanges.finish("server"));
    // Another server's response can follow, unless this end was what ended the last one.
    if (this.#waiting === undefined || state === "until-end" || state === "raw") this.#client.finish();
    else this.#drop(link);
    this.#goOn();
  }

  #breakOf(link: Link): void {
    this.#links.delete(link.place);
    if (link !== this.#link || this.#isDone) return;
    this.#link = undefined;
    if (this.#waiting !== undefined && this.#exchanges.waiting === 1) {
      this.#goOn();
      return;
    }
    this.#hear(() => this.#exchanges.reset("server"));
    this.#breakOff();
  }

  /** A head that the client truncates is sent as far as it arrived; returns whether the rest waits for that. */
  #sendUnended(): boolean {
    const { client: parser } = this.#exchanges;
    if (this.#isDone || !parser.isInHead || parser.beginning === "") return false;
    this.#isReadingHead = true;
    parser.endHead();
    const found = this.#found;
    this.#found = undefined;
    if (found === undefined) return this.#isDone;
    this.#follow(found);
    this.#goOn();
    return this.#isHolding || this.#isDone;
  }

  #drop(link: Link): void {
    this.#links.delete(link.place);
    if (this.#link === link) this.#link = undefined;
    link.end.finish();
  }

  #finishClient(): void {
    if (this.#sendUnended()) return;
    this.#hear(() => this.#exchanges.finish("client"));
    if (this.#links.size === 0) this.#client.finish();
    for (const { end } of this.#links.values()) end.finish();
  }

  #fail(error: DialError, failed: Outgoing): void {
    this.#hearHeld(failed);
    const { origin, exchange, method } = failed.isBeginning ? this.#recordBeginning(failed) : failed;
    exchange?.unreachable(error);
    if (error instanceof ProxyRefusal) this.#passRefusal(error, method);
    else if (this.#context.onFailure === "502") this.#sendLast(formatGatewayPage(toGatewayPage(origin, error), method));
    else this.#breakOff();
  }

  /** A head whose server cannot be reached is not waited for; what has come of it is recorded. */
  #recordBeginning(failed: Outgoing): Outgoing {
    this.#exchanges.client.endHead();
    const outgoing = this.#found?.outgoing ?? failed;
    this.#found = undefined;
    return outgoing;
  }

  /**
   * Reads the held bytes up to the end of their first request, without passing them on. What cannot be read as its content is recorded as
   * if the server had been reached.
   */
  #hearHeld(failed: Outgoing): void {
    const { client: parser } = this.#exchanges;
    let isHead = parser.isInHead;
    const isOf = (): boolean =>
      isHead || parser.isInBody || (parser.state === "raw" && (this.#found?.outgoing ?? failed).exchange !== undefined);
    for (const piece of this.#rest) {
      for (let at = 0; at < piece.length && isOf(); isHead &&= this.#found === undefined) at = parser.step(piece, at);
    }
  }

  /**
   * Passes on the response of the user's own proxy to its end; then the client's connection ends, because nothing else
   * can follow on the proxy's connection.
   */
  #passRefusal({ line, reply }: ProxyRefusal, method: string): void {
    this.#isDone = true;
    const proxy = new WireEnd(line.socket, this.#scope, line.raw);
    const end = (): void => {
      this.#client.finish();
      proxy.finish();
    };
    const head = reply.indexOf("\r\n\r\n") + 4;
    if (method === "HEAD" && head > 3) {
      this.#client.write(reply.subarray(0, head));
      end();
    } else {
      const parser = createResponseParser({ ...SILENT_SINK, end }, () => "CONNECT");
      const pass = (chunk: Buffer): void => {
        this.#client.pass(chunk);
        if (this.#client.isFull) proxy.pause();
        this.#hear(() => parser.push(chunk));
      };
      this.#client.listen({ ...SILENT, broken: () => proxy.reset(), drained: () => proxy.resume() });
      proxy.listen({ data: pass, end, broken: () => this.#client.reset(), drained: () => {} });
      pass(reply);
    }
    // What the client still sends is read; otherwise its system would break the connection before it has read the response.
    this.#client.resume();
    for (const { end: server } of this.#links.values()) server.finish();
  }

  /** It has nowhere to go, and an HTTP page is not a valid response to it unless that is requested. */
  #refuseUnread(bytes: Uint8Array): void {
    const why = describeUnspoken(nameProtocol(bytes));
    this.#context.bypasses.add("the proxy itself", why);
    if (this.#context.onFailure === "502") {
      this.#sendPage({ ...NOT_A_PROXY_REQUEST, text: `${NOT_A_PROXY_REQUEST.text} Now ${why}.` }, "GET");
    } else this.#breakOff();
  }

  #breakOff(): void {
    this.#isDone = true;
    this.#client.reset();
    for (const { end } of this.#links.values()) end.finish();
  }

  #sendPage(page: GatewayPage, method: string): void {
    this.#sendLast(formatGatewayPage(page, method));
  }

  #sendLast(bytes: Buffer): void {
    this.#isDone = true;
    this.#client.write(bytes);
    this.#client.finish();
    // What the client still sends is read; otherwise its system would break the connection before it has read the response.
    this.#client.resume();
    for (const { end } of this.#links.values()) end.finish();
  }

  #handOver(head: RequestHead, client: string): void {
    this.#isDone = true;
    for (const { end } of this.#links.values()) end.finish();
    const rest = Buffer.concat(this.#takeRest());
    answerConnect(
      { client: this.#client, scope: this.#scope, context: this.#context },
      { target: head.target, participant: client, rest, hasEnded: this.#hasClientEnded },
    );
  }

  #handOverHttp2({ raw = NOTHING }: RequestHead): void {
    this.#isDone = true;
    const rest = this.#takeRest();
    const connection = { client: this.#client, scope: this.#scope, context: this.#context };
    answerHttp2(connection, Buffer.concat([raw, ...rest]));
  }

  /**
   * Bytes that cannot be a request go to the server of the previous request; the first have no destination except on a
   * reverse listener.
   */
  #passUnread(piece: Uint8Array): void {
    // If it was not held as a head, it has already been sent.
    if (this.#found !== undefined || this.#isDone) return;
    if (this.#link !== undefined) {
      if (this.#isReadingHead) this.#link.end.write(piece.subarray(this.#begun.read));
      this.#hear(() => this.#unannounced?.sent(piece));
      return;
    }
    const { reverse, token } = this.#context.place;
    if (reverse === undefined || token !== undefined || !this.#isReadingHead) {
      this.#refuseUnread(piece);
      return;
    }
    const { origin } = reverse;
    this.#context.bypasses.add(new URL(origin).host, "not a readable request; passed on unchanged");
    this.#found = toUnread(origin, Buffer.from(piece));
  }

  /** A request whose content may follow although its head does not announce it. */
  get #unannounced(): RecordedExchange | undefined {
    const last = this.#exchanges.waiting > 0 ? this.#last : undefined;
    return last !== undefined && announcesNoContent(last.head) ? last.exchange : undefined;
  }

  #stray(remark: string): void {
    const unannounced = this.#exchanges.client.state === "raw" ? this.#unannounced : undefined;
    if (unannounced !== undefined) {
      unannounced.remark("the request has content that its head does not announce");
      return;
    }
    const place = this.#link?.origin.replace(/^https?:\/\//, "") ?? "";
    if (place !== "") this.#context.bypasses.add(place, remark);
  }

  #hear(work: () => void): void {
    if (this.#isDeaf) return;
    try {
      work();
    } catch (fault) {
      this.#isDeaf = true;
      this.#context.recordingFor("")?.fault(fault);
    }
  }
}

const NOTHING = new Uint8Array(0);

/** Bytes that are read while they cannot be passed on. */
const MOST_HELD = 65_536;

const NOT_BEGUN: Begun = { read: 0, sent: 0 };

/** Bytes of a head that is read again with each piece of it; of a longer one only when it has grown in proportion. */
const SHORT_HEAD = 8192;
const GROWTH = 1.0625;

/** Passes bytes on to the only server, unchanged. */
function toUnread(origin: string, bytes: Buffer): FoundRequest {
  const head: RequestHead = { method: "", target: "", version: "", fields: [], raw: bytes, isCanonical: false };
  const change = { cutsOrigin: false, without: new Set<string>() };
  const route: Route = { kind: "request", origin, url: origin, client: "", change };
  return { head, route, outgoing: { origin, zone: undefined, bytes, exchange: undefined, method: "" } };
}

function placeOf({ origin, zone }: Outgoing): string {
  return zone === undefined ? origin : `${origin}%${zone}`;
}
