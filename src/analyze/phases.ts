import type { Entry } from "../trace/model/types.ts";

/** A part of the time that an exchange took, in milliseconds. */
export interface Phase {
  readonly name: PhaseName;
  readonly time: number;
}

export type PhaseName = "blocked" | "DNS" | "connect" | "TLS" | "send" | "wait" | "receive";

/** The phases of an exchange with their durations, in order, without phases that did not occur or were not measured. */
export function listPhases({ timings }: Pick<Entry, "timings">): readonly Phase[] {
  const { blocked, dns, connect, ssl, send, wait, receive } = timings;
  // HAR includes the time of TLS in `connect`.
  const tls = Math.min(Math.max(0, ssl), Math.max(0, connect));
  const all: readonly Phase[] = [
    { name: "blocked", time: blocked },
    { name: "DNS", time: dns },
    { name: "connect", time: connect - tls },
    { name: "TLS", time: tls },
    { name: "send", time: send },
    { name: "wait", time: wait },
    { name: "receive", time: receive },
  ];
  return all.filter(({ time }) => time > 0);
}

/** Duration of connecting if the connection existed before the request, as in a tunnel. */
export function listEarlierPhases({ _connected }: Pick<Entry, "_connected">): readonly Phase[] {
  if (_connected === undefined) return [];
  const { dns, connect, ssl } = _connected;
  const all: readonly Phase[] = [
    { name: "DNS", time: dns },
    { name: "connect", time: connect },
    { name: "TLS", time: ssl },
  ];
  return all.filter(({ time }) => time > 0);
}

/** `DNS 3.1 ms, wait 240.0 ms` */
export function describePhases(phases: readonly Phase[]): string {
  return phases.map(({ name, time }) => `${name} ${time.toFixed(1)} ms`).join(", ");
}
