import { hash } from "node:crypto";

/** What a picture is drawn from. */
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
  const text = content.replaceAll("\r\n", "\n");
  const stamp = /<!-- wirewalk:picture source=(\S+) sum=(\S+) -->\n$/.exec(text);
  return stamp !== null && stamp[1] === sumSource(source) && stamp[2] === sum(text.slice(0, stamp.index));
}

function sumSource({ mermaid, theme, title, description, language }: PictureSource): string {
  return sum(JSON.stringify([mermaid, theme, title, description, language]));
}

function sum(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 16);
}
