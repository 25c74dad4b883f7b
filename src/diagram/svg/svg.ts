import { cleanText } from "../display-text.ts";

/** Recorded text in an SVG: XML knows no way to write most controls, so they are made visible. */
export function escapeXml(text: string): string {
  return text
    .split("\n")
    .map((line) => cleanText(line).replace(/[&<>"]/g, toEntity))
    .join("\n");
}

function toEntity(character: string): string {
  return ENTITIES[character] ?? "\uFFFD";
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** From one line of a text to the next. */
export const LINE = 18;

/** @param y of the first line */
export function text(className: string, x: number, y: number, content: string): string {
  const [first = "", ...others] = content.split("\n").map(escapeXml);
  const below = others.map((line) => `<tspan x="${x}" dy="${LINE}">${line}</tspan>`).join("");
  return `<text${className === "" ? "" : ` class="${className}"`} x="${x}" y="${y}">${first}${below}</text>`;
}

export function box(className: string, x: number, y: number, width: number, height: number): string {
  return `<rect class="${className}" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
}

export type Point = readonly [x: number, y: number];

export function line(className: string, [x1, y1]: Point, [x2, y2]: Point): string {
  return `<line${className === "" ? "" : ` class="${className}"`} x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}
