import { toMermaid } from "../../diagram/mermaid/mermaid.ts";
import type { Subject } from "../subject.ts";

/** The sequence diagram as Mermaid text. */
export function toMermaidText({ walkthrough }: Subject): Iterable<string> {
  return [toMermaid(walkthrough)];
}
