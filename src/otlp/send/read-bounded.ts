import type { Readable } from "node:stream";

/** The text of a body. Of one that is longer no more is read, and `isCut` is told. */
export async function readBounded(body: Readable, longest: number, isCut: () => void = () => {}): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    const bytes = Buffer.from(piece as Uint8Array);
    size += bytes.length;
    if (size > longest) {
      isCut();
      // Leaving the loop destroys the body.
      break;
    }
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString("utf8");
}
