/** The header of each record in the ring: how many bytes follow, and their kind. */
export const FRAME = 8;

export const KIND = {
  exchange: 1,
  /** The current knowledge of the redactor in the program's thread. */
  state: 2,
  /** The program's thread requests what the worker has learned. */
  tell: 3,
} as const;

/** Fills in the first bytes of a record. */
export function frame(kind: number, record: Buffer): Buffer {
  record.writeUInt32LE(record.length - FRAME, 0);
  record.writeUInt32LE(kind, 4);
  return record;
}

/** A record of plain data. */
export function frameJson(kind: number, data: unknown): Buffer {
  const text = JSON.stringify(data);
  const record = Buffer.allocUnsafe(FRAME + Buffer.byteLength(text));
  record.write(text, FRAME);
  return frame(kind, record);
}
