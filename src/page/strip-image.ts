import { byteAt } from "../sequence/byte-at.ts";
import { findFileFormat } from "../shapes/file-format.ts";

/** An image without its metadata: where and when it was taken, with what, by whom. */
export interface StrippedImage {
  readonly bytes: Buffer;
  /** Ending of its file: `png`. */
  readonly ending: "gif" | "jpg" | "png" | "webp";
}

/** Recognized by the bytes, whatever the media type is. undefined for another format, and for a truncated image. */
export function stripImage(bytes: Buffer): StrippedImage | undefined {
  const format = findFileFormat(bytes);
  const found = FORMATS.find(({ ending }) => ending === format);
  const pieces = found?.strip(bytes);
  return found && pieces && { ending: found.ending, bytes: Buffer.concat(pieces) };
}

/** Of bytes that begin as the format does. */
type Strip = (bytes: Buffer) => readonly Buffer[] | undefined;

/**
 * Chunks that affect the drawing; all others contain text, dates, places, or data of the program that wrote the image.
 */
const PNG_CHUNKS = /^(?:IHDR|PLTE|IDAT|IEND|tRNS|acTL|fcTL|fdAT|gAMA|sRGB|cHRM|pHYs|sBIT|bKGD)$/;

const stripPng: Strip = (bytes) => {
  const pieces = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    if (end > bytes.length) return undefined;
    if (PNG_CHUNKS.test(name)) pieces.push(bytes.subarray(at, end));
    if (name === "IEND") return pieces;
    at = end;
  }
  return undefined;
};

/** Metadata segments that define colors; of this length, they cannot hide a small image. */
const JPEG_COLOURS: ReadonlyMap<number, { readonly name: string; readonly length: number }> = new Map([
  [0xe0, { name: "JFIF\0", length: 18 }],
  [0xee, { name: "Adobe", length: 16 }],
]);

const stripJpeg: Strip = (bytes) => {
  const pieces = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = byteAt(bytes, at + 1);
    // Any number of these may precede a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    if (isDrawn(marker) || saysColours(marker, bytes.subarray(at, end))) pieces.push(bytes.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    // Pixel data continues until a marker that is neither a restart marker nor a stuffed byte.
    let scan = at;
    while (scan + 1 < bytes.length && !isMarker(bytes[scan], bytes[scan + 1])) scan += 1;
    if (scan + 1 >= bytes.length) return undefined;
    pieces.push(bytes.subarray(at, scan));
    at = scan;
    if (bytes[at + 1] === 0xd9) return [...pieces, bytes.subarray(at, at + 2)];
  }
  return undefined;
};

/** Frames, tables, restarts, scans: the rest is text or undefined. */
function isDrawn(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf);
}

function saysColours(marker: number, segment: Buffer): boolean {
  const known = JPEG_COLOURS.get(marker);
  return segment.length === known?.length && segment.toString("latin1", 4, 4 + known.name.length) === known.name;
}

function isMarker(first = 0, second = 0): boolean {
  return first === 0xff && second !== 0 && second !== 0xff && !(second >= 0xd0 && second <= 0xd7);
}

const stripGif: Strip = (bytes) => {
  if (bytes.length < 14) return undefined;
  const header = 13 + tableSize(byteAt(bytes, 10));
  const pieces = [bytes.subarray(0, header)];
  for (let at = header; at < bytes.length;) {
    const kind = bytes[at];
    if (kind === 0x3b) return [...pieces, bytes.subarray(at, at + 1)];
    const blocks = kind === 0x21 ? at + 2 : kind === 0x2c ? at + 11 + tableSize(byteAt(bytes, at + 9)) : undefined;
    if (blocks === undefined) return undefined;
    const end = endOfBlocks(bytes, blocks);
    if (end === undefined) return undefined;
    if (kind === 0x2c || saysMotion(bytes.subarray(at, end))) pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return undefined;
};

/** How a picture moves is in its controls, and how often in an extension of Netscape's. Longer ones contain more than that. */
function saysMotion(extension: Buffer): boolean {
  const { length } = extension;
  return extension[1] === 0xf9
    ? length === 8
    : extension[1] === 0xff && length === 19 && extension.toString("latin1", 3, 14) === "NETSCAPE2.0";
}

function tableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function endOfBlocks(bytes: Buffer, start: number): number | undefined {
  let at = start;
  for (let size = bytes[at]; size !== undefined; size = bytes[at]) {
    at += size + 1;
    if (size === 0) return at;
  }
  return undefined;
}

const WEBP_CHUNKS = /^(?:VP8[ LX]|ALPH|ANIM|ANMF)$/;

/** Bits of its extended header for EXIF, XMP, and a profile. */
const WEBP_ABOUT = 0x08 | 0x04 | 0x20;

const stripWebp: Strip = (bytes) => {
  const whole = bytes.readUInt32LE(4) + 8;
  if (whole > bytes.length) return undefined;
  const chunks: Buffer[] = [];
  for (let at = 12; at + 8 <= whole;) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) return undefined;
    const name = bytes.toString("latin1", at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, end));
    if (name === "VP8X") chunk[8] = byteAt(chunk, 8) & ~WEBP_ABOUT;
    if (WEBP_CHUNKS.test(name)) chunks.push(chunk);
    at = end;
  }
  if (chunks.length === 0) return undefined;
  const head = Buffer.from(bytes.subarray(0, 12));
  head.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0), 4);
  return [head, ...chunks];
};

const FORMATS: readonly { readonly ending: StrippedImage["ending"]; readonly strip: Strip }[] = [
  { ending: "png", strip: stripPng },
  { ending: "jpg", strip: stripJpeg },
  { ending: "gif", strip: stripGif },
  { ending: "webp", strip: stripWebp },
];
