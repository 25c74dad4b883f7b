import type { Exchange } from "../../../trace/journal/exchange.ts";
import type { TappedBody, Unread } from "../content.ts";
import { FRAME, KIND, frame } from "./frame.ts";

/** A finished exchange before it is parsed. */
export interface EndedExchange {
  readonly exchange: Exchange;
  readonly unread: Unread;
}

/** The numbers of an exchange and the lengths of the following parts, as doubles, because writing them as text takes ten times as long. */
const NUMBERS = 14;
const HEAD = 8 * NUMBERS;

/** Texts, as JSON. */
type Texts = readonly [
  method: string,
  url: string,
  httpVersion: string,
  reason: string,
  more: Exchange["more"] | null,
  rare?: RareTexts,
];

/** Parts that most requests of undici lack. */
interface RareTexts {
  readonly requestHeaders: string[];
  readonly responseHeaders: string[];
  readonly framing: readonly string[];
  readonly requestHash: string | undefined;
  readonly responseHash: string | undefined;
}

/** Packs into a reused buffer; the result is valid until the next call. The bytes of heads and bodies are copied unchanged. */
export function createPacker(): (ended: EndedExchange) => Buffer {
  let buffer = Buffer.allocUnsafeSlow(65_536);
  let numbers = new Float64Array(buffer.buffer, FRAME, NUMBERS);
  let end = 0;
  const reserve = (size: number): void => {
    if (size <= buffer.length) return;
    buffer = Buffer.allocUnsafeSlow(2 * size);
    numbers = new Float64Array(buffer.buffer, FRAME, NUMBERS);
  };
  /** Returns the length; -1 if the value is missing. */
  const putText = (text: string | undefined): number => {
    if (text === undefined) return -1;
    const length = buffer.write(text, end, "utf8");
    end += length;
    return length;
  };
  const putBytes = (bytes: Uint8Array | undefined): number => {
    if (bytes === undefined) return -1;
    buffer.set(bytes, end);
    end += bytes.byteLength;
    return bytes.byteLength;
  };
  return ({ exchange, unread }) => {
    const { sentHead, answerHead, request, response } = unread;
    const texts = JSON.stringify(textsOf(exchange, unread));
    const textSize = 3 * (texts.length + (sentHead?.text.length ?? 0));
    reserve(FRAME + HEAD + textSize + sizeOf(answerHead) + sizeOf(request?.wire) + sizeOf(response?.wire));
    end = FRAME + HEAD;
    numbers[0] = exchange.seq;
    numbers[1] = exchange.startedAt;
    numbers[2] = exchange.blocked;
    numbers[3] = exchange.send;
    numbers[4] = exchange.wait;
    numbers[5] = exchange.receive;
    numbers[6] = exchange.status;
    numbers[7] = putText(texts);
    numbers[8] = putText(sentHead?.text);
    numbers[9] = putBytes(answerHead);
    numbers[10] = putBytes(request?.wire);
    numbers[11] = request?.size ?? -1;
    numbers[12] = putBytes(response?.wire);
    numbers[13] = response?.size ?? -1;
    return frame(KIND.exchange, buffer.subarray(0, end));
  };
}

function sizeOf(bytes: Uint8Array | undefined): number {
  return bytes === undefined ? 0 : bytes.byteLength;
}

function textsOf(exchange: Exchange, { sentHead, request, response }: Unread): Texts {
  const { method, url, httpVersion, reason, more = null, requestHeaders, responseHeaders } = exchange;
  const [requestHash, responseHash] = [request?.sha256, response?.sha256];
  const framing = sentHead?.framing ?? [];
  const isPlain =
    requestHeaders.length + responseHeaders.length + framing.length === 0 &&
    requestHash === undefined &&
    responseHash === undefined;
  if (isPlain) return [method, url, httpVersion, reason, more];
  return [
    method,
    url,
    httpVersion,
    reason,
    more,
    { requestHeaders, responseHeaders, framing, requestHash, responseHash },
  ];
}

export function unpackExchange(bytes: Buffer): EndedExchange {
  bytes.copy(unpackedBytes, 0, 0, HEAD);
  const at = (index: number): number => unpacked[index] ?? 0;
  let end = HEAD;
  const take = (index: number): Buffer | undefined => {
    const start = end;
    end += Math.max(0, at(index));
    return at(index) < 0 ? undefined : bytes.subarray(start, end);
  };
  const takeText = (index: number): string | undefined => {
    const start = end;
    end += Math.max(0, at(index));
    return at(index) < 0 ? undefined : bytes.toString("utf8", start, end);
  };
  // The writer above wrote it.
  const [method, url, httpVersion, reason, more, rare] = JSON.parse(takeText(7) ?? "") as Texts;
  const sent = takeText(8);
  const answerHead = take(9);
  const takeBody = (index: number, sha256: string | undefined): TappedBody | undefined => {
    const wire = take(index);
    return wire && { wire, size: at(index + 1), sha256 };
  };
  const exchange = {
    seq: at(0),
    startedAt: at(1),
    blocked: at(2),
    send: at(3),
    wait: at(4),
    receive: at(5),
    method,
    url,
    httpVersion,
    requestHeaders: rare?.requestHeaders ?? [],
    requestBody: undefined,
    status: at(6),
    reason,
    responseHeaders: rare?.responseHeaders ?? [],
    responseBody: undefined,
    more: more ?? undefined,
  };
  const sentHead =
    sent === undefined ? undefined : { text: sent, isHttp2: httpVersion === "HTTP/2", framing: rare?.framing ?? [] };
  const request = takeBody(10, rare?.requestHash);
  return { exchange, unread: { sentHead, answerHead, request, response: takeBody(12, rare?.responseHash) } };
}

/** An aligned copy of the numbers of the exchange that is being unpacked: its bytes may begin at any offset. */
const unpacked = new Float64Array(NUMBERS);
const unpackedBytes = new Uint8Array(unpacked.buffer);
