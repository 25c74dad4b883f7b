import { byteAt } from "../../sequence/byte-at.ts";
import { findAll } from "../../sequence/find-all.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** One end of a TCP connection, as the kernel lists it in /proc/net/tcp and tcp6. */
export interface SocketRow {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly isListening: boolean;
}

export interface Endpoint {
  /** `127.0.0.1`, `::1`; IPv4 in the form of IPv6 is IPv4 here. */
  readonly host: string;
  readonly port: number;
}

/** Reads /proc/net/tcp or tcp6; invalid lines are skipped. */
export function readSocketTable(text: string): readonly SocketRow[] {
  return text.split("\n").flatMap((line): readonly SocketRow[] => {
    const [, local = "", remote = "", state = ""] = matchParts(
      /^\s*\d+: ([\dA-F]+:[\dA-F]{4}) ([\dA-F]+:[\dA-F]{4}) ([\dA-F]{2}) /,
      line,
    );
    if (state === "") return [];
    return [{ local: readEndpoint(local), remote: readEndpoint(remote), isListening: state === LISTEN }];
  });
}

const LISTEN = "0A";

function readEndpoint(text: string): Endpoint {
  const [address = "", port = ""] = text.split(":");
  return { host: readAddress(address), port: Number.parseInt(port, 16) };
}

/** The kernel writes words of four bytes as numbers of this machine, so on most machines their bytes are reversed. */
function readAddress(hex: string): string {
  const words = findAll(hex, /.{8}/g);
  const bytes = Buffer.concat(words.map((word) => Buffer.from(word, "hex").toReversed()));
  if (bytes.byteLength === 4) return bytes.join(".");
  if (/^0{16}(?:0000FFFF|FFFF0000)/.test(hex)) return bytes.subarray(12).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((byteAt(bytes, index * 2) << 8) | byteAt(bytes, index * 2 + 1)).toString(16),
  );
  // `new URL` knows the short form of an address.
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
