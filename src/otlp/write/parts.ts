import { escapeUnseen } from "../../json/escape-unseen.ts";
import { textAt } from "../../sequence/text-at.ts";

/** Bytes that a text takes as JSON within a line. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(toJson(value));
}

/** As in the file. */
export function toJson(value: unknown): string {
  return escapeUnseen(JSON.stringify(value));
}

/** A text in pieces of at most so many bytes of JSON each; no character is divided. */
export function cutText(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + most);
    while (bytesOf(text.slice(start, end)) > most) end = start + Math.floor((end - start) / 2);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** The beginning of a text, at most so many bytes of JSON. */
export function cutBeginning(text: string, most: number): string {
  return textAt(cutText(text.slice(0, most), most), 0);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
