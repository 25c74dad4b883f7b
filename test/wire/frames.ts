/** An HTTP/2 frame, as bytes. */
export function aFrame(
  type: number,
  { flags = 0, stream = 1, payload = Buffer.alloc(0) }: { flags?: number; stream?: number; payload?: Buffer } = {},
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.byteLength, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A header block of literals that are not added to any table. */
export function aBlock(fields: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(fields).flatMap(([name, value]) => [Buffer.of(0), aString(name), aString(value)]),
  );
}

function aString(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.byteLength > 126) throw new Error("Too long for a test.");
  return Buffer.concat([Buffer.of(bytes.byteLength), bytes]);
}

/** These bytes, cut at these places. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const borders = [...new Set([0, ...places.map((place) => place % (bytes.byteLength + 1)), bytes.byteLength])];
  const sorted = borders.toSorted((a, b) => a - b);
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}
