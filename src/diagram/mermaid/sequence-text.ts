import type { Participant } from "../../analyze/types.ts";
import { writeLabel } from "./mermaid-label.ts";

export interface SequenceContent {
  /** How the arrows are numbered. @default not at all */
  readonly numbering?: string | undefined;
  readonly participants: readonly Participant[];
  /** A participant's id as Mermaid takes it. */
  readonly idOf: (id: string) => string;
  readonly lines: readonly string[];
}

/** The text of a Mermaid sequence diagram. Ends with a line end. */
export function writeSequence({ numbering, participants, idOf, lines }: SequenceContent): string {
  const all = [
    ...(numbering === undefined ? [] : [numbering]),
    ...participants.map(({ id, label }) => `participant ${idOf(id)} as ${writeLabel(label)}`),
    ...lines,
  ];
  return `sequenceDiagram\n${all.map((line) => `  ${line}\n`).join("")}`;
}

/** What a note is over, of ids in the order of the diagram: the outermost two, `client,nova`. */
export function writeEnds(ids: readonly string[]): string {
  return [...new Set([ids.at(0), ids.at(-1)])].join(",");
}
