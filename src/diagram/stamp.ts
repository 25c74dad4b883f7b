import { hash } from "node:crypto";

/** The source of an image. */
export type PictureSource = Readonly<Record<"mermaid" | "theme" | "title" | "description" | "language", string>>;

/**
 * Adds a last line to an SVG that records the digests of its source and of itself. They show without a browser whether an image is up to
 * date, and an up-to-date image is kept, whichever browser or engine drew it.
 */
export function stampPicture(svg: string, source: PictureSource): string {
  return `${svg}<!-- wirewalk:picture source=${sumSource(source)} sum=${sum(svg)} -->\n`;
}

/** Whether an SVG is the image of a source, without manual edits. Line ends do not count. */
export function isPictureOf(content: string, source: PictureSource): boolean {
  return readStamp(content) === sumSource(source);
}

/** Whether an SVG is an image that wirewalk drew, of whatever source, without manual edits. */
export function isOurPicture(content: string): boolean {
  return readStamp(content) !== undefined;
}

/** The digest of the source; undefined without a stamp, and if the image was edited. */
function readStamp(content: string): string | undefined {
  const text = content.replaceAll("\r\n", "\n");
  const stamp = /<!-- wirewalk:picture source=(\S+) sum=(\S+) -->\n$/.exec(text);
  return stamp?.[2] === sum(text.slice(0, stamp?.index)) ? stamp[1] : undefined;
}

function sumSource({ mermaid, theme, title, description, language }: PictureSource): string {
  return sum(JSON.stringify([mermaid, theme, title, description, language]));
}

function sum(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 16);
}
