import type { Arrow, Walkthrough } from "../analyze/types.ts";
import { escapeMermaid } from "./escape.ts";
import { toMermaidIds } from "./participant-ids.ts";

/** Draws a walkthrough as a numbered Mermaid sequence diagram. Ends with a line end. */
export function toMermaid(walkthrough: Walkthrough): string {
  const ids = toMermaidIds(walkthrough.participants);
  const participants = walkthrough.participants.map(
    ({ id, label }) => `participant ${ids.get(id) ?? id} as ${writeText(label)}`,
  );
  const arrows = walkthrough.arrows.map(
    ({ kind, from, to, label }) => `${ids.get(from) ?? from}${LINES[kind]}${ids.get(to) ?? to}: ${writeText(label)}`,
  );
  const lines = ["autonumber", ...participants, ...arrows].map((line) => `  ${line}\n`);
  return `sequenceDiagram\n${lines.join("")}`;
}

const LINES: Readonly<Record<Arrow["kind"], string>> = { request: "->>", response: "-->>", error: "--x" };

/** An alias or label without any ink is an error in some versions. */
function writeText(text: string): string {
  return escapeMermaid(text) || "…";
}
