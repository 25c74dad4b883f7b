/** Writes MessagePack according to its specification, with the shortest heads except for numbers. */
export function toMessagePack(value: unknown): Buffer {
  if (typeof value === "string")
    return withHead(Buffer.from(value), { short: 0xa0, most: 31, heads: [0xd9, 0xda, 0xdb] });
  if (Buffer.isBuffer(value)) return withHead(value, { short: 0, most: -1, heads: [0xc4, 0xc5, 0xc6] });
  if (value === null || typeof value === "boolean") return Buffer.of(value === null ? 0xc0 : value ? 0xc3 : 0xc2);
  if (typeof value === "number") return Number.isInteger(value) ? withInt(0xd3, value) : withDouble(0xcb, value);
  if (Array.isArray(value))
    return withItems(value, value.length, { short: 0x90, most: 15, heads: [0xdc, 0xdc, 0xdd] }, toMessagePack);
  const pairs = Object.entries(value as object).flat();
  return withItems(pairs, pairs.length / 2, { short: 0x80, most: 15, heads: [0xde, 0xde, 0xdf] }, toMessagePack);
}

/** The same for CBOR. */
export function toCbor(value: unknown): Buffer {
  if (typeof value === "string") return withHead(Buffer.from(value), cborHeads(3));
  if (Buffer.isBuffer(value)) return withHead(value, cborHeads(2));
  if (value === null || typeof value === "boolean") return Buffer.of(value === null ? 0xf6 : value ? 0xf5 : 0xf4);
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return withDouble(0xfb, value);
    const isNegative = value < 0;
    return withHead(Buffer.alloc(0), cborHeads(isNegative ? 1 : 0), isNegative ? -1 - value : value);
  }
  if (Array.isArray(value)) return withItems(value, value.length, cborHeads(4), toCbor);
  const pairs = Object.entries(value as object).flat();
  return withItems(pairs, pairs.length / 2, cborHeads(5), toCbor);
}

interface Heads {
  readonly short: number;
  readonly most: number;
  /** For lengths of one, two and four bytes. */
  readonly heads: readonly [number, number, number];
}

function cborHeads(major: number): Heads {
  const short = major << 5;
  return { short, most: 23, heads: [short + 24, short + 25, short + 26] };
}

function withHead(content: Buffer, { short, most, heads }: Heads, count = content.byteLength): Buffer {
  if (count <= most) return Buffer.concat([Buffer.of(short + count), content]);
  const size = count < 0x1_00 && heads[0] !== heads[1] ? 1 : count < 0x1_00_00 ? 2 : 4;
  const head = Buffer.alloc(1 + size);
  head[0] = heads[size === 4 ? 2 : size - 1] ?? 0;
  head.writeUIntBE(count, 1, size);
  return Buffer.concat([head, content]);
}

// oxlint-disable-next-line max-params -- two notations share it
function withItems(items: readonly unknown[], count: number, heads: Heads, write: (item: unknown) => Buffer): Buffer {
  return Buffer.concat([withHead(Buffer.alloc(0), heads, count), ...items.map(write)]);
}

function withInt(head: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = head;
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

function withDouble(head: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = head;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}
