import { toMicroseconds } from "../trace/model/start-time.ts";
import type { Entry, TlsCertificate } from "../trace/model/types.ts";
import { describePhases, listEarlierPhases } from "./phases.ts";

/** Facts about the connection of an exchange, one per line: addresses, TLS, certificates with their expiry. */
export function describeConnection(entry: Entry): readonly string[] {
  const { serverIPAddress = "", _tried = [], _tls } = entry;
  const earlier = listEarlierPhases(entry);
  return [
    ...(serverIPAddress === "" ? [] : [`response from ${serverIPAddress}`]),
    ...(_tried.length === 0 ? [] : [`addresses tried: ${_tried.join(", ")}`]),
    ...(earlier.length === 0 ? [] : [`connected before the request: ${describePhases(earlier)}`]),
    ...(_tls === undefined ? [] : [`${_tls.version}, ${_tls.cipher}`]),
    ...(_tls?.chain ?? []).map((certificate) => describeCertificate(certificate, entry)),
    ...(_tls?.refused === undefined ? [] : [`certificate not trusted: ${_tls.refused}`]),
  ];
}

function describeCertificate({ subject, issuer, expires }: TlsCertificate, entry: Entry): string {
  const days = daysLeft(expires, entry);
  const note = days === undefined || days > SOON ? "" : days < 0 ? ", and had expired" : `, ${days} days later`;
  return `certificate ${subject}, issued by ${issuer}, valid until ${expires}${note}`;
}

/** An expiry within this number of days is mentioned. */
export const SOON = 30;

/** Whole days from the exchange to a date, negative if the date was past; undefined if one of them cannot be read. */
export function daysLeft(date: string, { startedDateTime }: Pick<Entry, "startedDateTime">): number | undefined {
  const left = (Date.parse(date) - toMicroseconds(startedDateTime) / 1000) / DAY;
  return Number.isFinite(left) ? Math.floor(left) : undefined;
}

const DAY = 24 * 60 * 60 * 1000;
