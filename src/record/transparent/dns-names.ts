import { byteAt } from "../../sequence/byte-at.ts";

/** The content of a DNS response: addresses of the name that was looked up. */
export interface NamedAddresses {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Reads the first question and the addresses of a response (RFC 1035, section 4); undefined for anything else. */
export function readDnsAnswer(packet: Buffer): NamedAddresses | undefined {
  if (packet.length < HEAD_SIZE || (byteAt(packet, 2) & 0x80) === 0) return undefined;
  const question = readName(packet, HEAD_SIZE);
  if (question === undefined || packet.readUInt16BE(4) !== 1) return undefined;
  const addresses: string[] = [];
  let at = question.end + 4;
  for (let left = packet.readUInt16BE(6); left > 0; left -= 1) {
    const record = readRecord(packet, at);
    if (record === undefined) break;
    at = record.end;
    if (record.address !== undefined) addresses.push(record.address);
  }
  return { name: question.name, addresses };
}

const HEAD_SIZE = 12;

function readName(packet: Buffer, from: number): { readonly name: string; readonly end: number } | undefined {
  const labels: string[] = [];
  let at = from;
  for (;;) {
    const length = packet[at];
    if (length === undefined) return undefined;
    if (length === 0) return { name: labels.join("."), end: at + 1 };
    // A pointer to an earlier name ends a name; the name of a question is written out.
    if (length >= 0xc0) return { name: labels.join("."), end: at + 2 };
    labels.push(packet.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
}

const IPV4 = 1;
const IPV6 = 28;

function readRecord(
  packet: Buffer,
  from: number,
): { readonly end: number; readonly address: string | undefined } | undefined {
  const owner = readName(packet, from);
  if (owner === undefined || owner.end + 10 > packet.length) return undefined;
  const type = packet.readUInt16BE(owner.end);
  const start = owner.end + 10;
  const end = start + packet.readUInt16BE(owner.end + 8);
  if (end > packet.length) return undefined;
  const data = packet.subarray(start, end);
  return { end, address: readAddress(type, data) };
}

function readAddress(type: number, data: Buffer): string | undefined {
  if (type === IPV4 && data.length === 4) return data.join(".");
  if (type !== IPV6 || data.length !== 16) return undefined;
  const groups = Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
