import type { ExchangeError } from "../../trace/model/types.ts";

/**
 * The alert of a server whose handshake fails again as recorded; undefined if it breaks the connection without an
 * alert.
 */
export function writeTlsFailure({ code, message }: Pick<ExchangeError, "code" | "message">): Buffer | undefined {
  // A server that speaks another protocol.
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/.test(code)) return Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n");
  const said = `${code} ${message}`.replaceAll("_", " ").toLowerCase();
  const number = ALERTS.find(([name]) => said.includes(name))?.[1];
  // A record of TLS 1.2 with a fatal alert (RFC 8446, sections 5.1 and 6).
  return number === undefined ? undefined : Buffer.from([21, 3, 3, 0, 2, 2, number]);
}

const ALERTS: readonly (readonly [name: string, number: number])[] = [
  ["handshake failure", 40],
  ["bad certificate", 42],
  ["certificate revoked", 44],
  ["certificate expired", 45],
  ["certificate unknown", 46],
  ["illegal parameter", 47],
  ["unknown ca", 48],
  ["access denied", 49],
  ["decode error", 50],
  ["decrypt error", 51],
  ["protocol version", 70],
  ["insufficient security", 71],
  ["internal error", 80],
  ["unrecognized name", 112],
  ["certificate required", 116],
  ["no application protocol", 120],
];
