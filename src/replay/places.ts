import { matchParts } from "../sequence/match-parts.ts";
import type { Entry, ExchangeError } from "../trace/model/types.ts";
import { createBeginningReader } from "./beginning-reader.ts";

/** A server as connections are made to it. */
export interface Place {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  /** `cloud.example:443`, `[::1]:8080` */
  readonly name: string;
}

/** The parts of an exchange that concern its connection: those of a long trace fit into memory. */
export interface RecordedConnection {
  readonly place: Place;
  /** Place of the exchange in the trace, from 1. */
  readonly number: number;
  /** Why no request was possible. */
  readonly error?: ExchangeError;
}

/** Why no request was possible in an exchange; undefined if there was one. */
export function toFailure({ response, _error }: Entry): ExchangeError | undefined {
  const hasFailed = response.status === 0 && ["dns", "connect", "tls"].some((phase) => phase === _error?.phase);
  return hasFailed ? _error : undefined;
}

/** Reads the servers of URLs. Undefined for what is no server. */
export function createPlaceReader(): (url: string) => Place | undefined {
  return createBeginningReader(/^\w+:\/\/[^/?#]*/, placeOf);
}

/** `cloud.example:443` of a URL; addresses in their shortest form, however they were written. */
function placeOf(url: string): Place | undefined {
  const [, scheme = "", rest = ""] = matchParts(/^(https?|wss?|tcp):\/\/([^/?#]*)/i, url);
  // A scheme that URL knows has its hosts in one form.
  const parsed = URL.parse(`http://${rest}`);
  if (scheme === "" || parsed === null) return undefined;
  const { hostname } = parsed;
  const port = rest.endsWith(":80") ? 80 : Number(parsed.port) || (/^(?:http|ws)$/i.test(scheme) ? 80 : 443);
  return { host: hostname.replace(/^\[(.*)\]$/, "$1"), port, name: `${hostname}:${port}` };
}

/** `CLOUD.example:443`, `[0:0::1]:80` in the form in which it was recorded. */
export function toPlaceName(written: string): string {
  return placeOf(`http://${written}`)?.name ?? written;
}
