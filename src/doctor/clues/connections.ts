import { SOON, daysLeft } from "../../analyze/connection-facts.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Certificates whose end was near or past when they were shown; each once. */
export function findEndingCertificates(calls: readonly NumberedCall[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const { entry, name } of calls) {
    for (const { subject, expires } of entry._tls?.chain ?? []) {
      const days = daysLeft(expires, entry);
      if (days === undefined || days > SOON || findings.has(`${subject} ${expires}`)) continue;
      const when = days < 0 ? `had expired on ${expires}` : `expires on ${expires}, ${days} days after the recording`;
      findings.set(`${subject} ${expires}`, {
        subject: "certificate",
        state: "warning",
        text: `${subject} ${when}, in ${name}`,
        hint: "Renew the certificate and its chain.",
      });
    }
  }
  return [...findings.values()];
}

/** Names that took long to find an address for; each once, with the longest. */
export function findSlowNames(calls: readonly NumberedCall[]): readonly Finding[] {
  const slowest = new Map<string, { readonly time: number; readonly name: string }>();
  for (const { entry, name } of calls) {
    const time = Math.max(entry.timings.dns, entry._connected?.dns ?? -1);
    const host = URL.canParse(entry.request.url) ? new URL(entry.request.url).hostname : entry.request.url;
    if (time < SLOW || time <= (slowest.get(host)?.time ?? 0)) continue;
    slowest.set(host, { time, name });
  }
  return Array.from(slowest, ([host, { time, name }]) => ({
    subject: "DNS",
    state: "warning",
    text: `it took ${(time / 1000).toFixed(1)} s to find the address of ${host}, in ${name}`,
    hint: "Check the name servers of that machine: the first may be unreachable, or IPv6 lookups may time out.",
  }));
}

/** Milliseconds. A local name server responds in a few, a remote one in some hundreds. */
const SLOW = 500;

/** Servers with an address that failed before another one responded; each server once. */
export function findDeadAddresses(calls: readonly NumberedCall[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const { entry, name } of calls) {
    const { _tried = [], _error } = entry;
    if (_tried.length < 2 || _error !== undefined || findings.has(_tried.join())) continue;
    findings.set(_tried.join(), {
      subject: "address",
      state: "warning",
      text: `${_tried.slice(0, -1).join(", ")} did not respond before ${_tried.at(-1)} did, in ${name}`,
      hint: "Remove the address that nothing listens on: every connection tries it first.",
    });
  }
  return [...findings.values()];
}
