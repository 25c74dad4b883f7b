import type { Readable } from "node:stream";

/** The text of a body. A longer body is not read to its end, and `isCut` is set. */
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
