import { byteAt } from "../../sequence/byte-at.ts";

export interface MadeUpNames {
  /** Whether there is no such name. */
  readonly isUnknown: (name: string) => boolean;
  /** Names whose addresses are those of `toMadeUpAddress`, by their index. @default none */
  readonly known?: readonly string[];
}

/** `198.18.0.1`, for the first of the names that are known. */
export function toMadeUpAddress(place: number): string {
  return [...toRecord(place + 1).subarray(12)].join(".");
}

/**
 * Responds to DNS queries of a program without a network: every name gets its own address in a reserved network (RFC
 * 2544). Undefined for anything but a query.
 */
export function createMadeUpDns({ isUnknown, known = [] }: MadeUpNames): (question: Buffer) => Buffer | undefined {
  const numbers = new Map(known.map((name, index) => [name, index + 1]));
  return (packet) => {
    const question = readQuestion(packet);
    if (question === undefined) return undefined;
    const { name, type, end } = question;
    const isMissing = isUnknown(name);
    const number = numbers.get(name) ?? numbers.size + 1;
    if (!isMissing) numbers.set(name, number);
    // There are no other records, not even IPv6 addresses: a client then uses these.
    const answers = isMissing || type !== IPV4 ? [] : [toRecord(number)];
    const head = Buffer.alloc(HEAD_SIZE);
    packet.copy(head, 0, 0, 2);
    head.writeUInt16BE(isMissing ? 0x81_83 : 0x81_80, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    return Buffer.concat([head, packet.subarray(HEAD_SIZE, end), ...answers]);
  };
}

const HEAD_SIZE = 12;
const IPV4 = 1;

interface Question {
  readonly name: string;
  readonly type: number;
  readonly end: number;
}

function readQuestion(packet: Buffer): Question | undefined {
  if (packet.length < HEAD_SIZE || (byteAt(packet, 2) & 0x80) !== 0) return undefined;
  const labels: string[] = [];
  let at = HEAD_SIZE;
  for (let length = byteAt(packet, at); length > 0; length = byteAt(packet, at)) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  const end = at + 5;
  return end > packet.length ? undefined : { name: labels.join("."), type: packet.readUInt16BE(at + 1), end };
}

/** 198.18.0.0/15 has room for 131,072 names. */
function toRecord(number: number): Buffer {
  const record = Buffer.from([0xc0, HEAD_SIZE, 0, IPV4, 0, 1, 0, 0, 0, 60, 0, 4, 198, 18, 0, 0]);
  record.writeUInt32BE(0xc6_12_00_00 + (number % 0x2_00_00), 12);
  return record;
}
