import type { Walkthrough } from "../analyze/types.ts";
import { type MermaidOptions, toMermaid } from "./mermaid.ts";

/** A picture of arrows that follow one another. */
export interface Diagram {
  /** `whole`: the only one. `overview`: all of them, roughly. `part`: some of them. */
  readonly kind: "whole" | "overview" | "part";
  /** Numbers of the first and the last arrow. */
  readonly first: number;
  readonly last: number;
  /** Source, with a final line end. */
  readonly mermaid: string;
}

/** The pictures of a walkthrough. */
export function toDiagrams(walkthrough: Walkthrough, options: MermaidOptions = {}): readonly Diagram[] {
  const last = walkthrough.arrows.length;
  return [{ kind: "whole", first: 1, last, mermaid: toMermaid(walkthrough, options) }];
}
