/** One piece stays the piece that it is. */
export function joinPieces(pieces: readonly Buffer[]): Buffer {
  const [first, ...others] = pieces.filter(({ length }) => length > 0);
  if (first === undefined) return NOTHING;
  return others.length === 0 ? first : Buffer.concat([first, ...others]);
}

const NOTHING = Buffer.alloc(0);
