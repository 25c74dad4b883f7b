/**
 * A sequence diagram, ready to be written as Mermaid or drawn as SVG. Texts are plain, of characters that a picture can
 * show, with line feeds where they break.
 */
export interface SequenceDiagram {
  /** The participants that are shown, from left to right. Ids are words that no target treats as a keyword. */
  readonly participants: readonly { readonly id: string; readonly label: string }[];
  /** Number of the first arrow; undefined if arrows have none. */
  readonly first: number | undefined;
  /** From top to bottom; every frame that opens closes. */
  readonly items: readonly SequenceItem[];
}

export type SequenceItem =
  | SequenceArrow
  | SequenceNote
  | SequenceFrame
  | { readonly kind: "close" }
  /** A participant becomes active, or stops being it, without an arrow. */
  | { readonly kind: "busy" | "idle"; readonly participant: string };

export interface SequenceArrow {
  readonly kind: "arrow";
  /** Undefined in a diagram without numbers. */
  readonly number: number | undefined;
  readonly from: string;
  readonly to: string;
  /** `error`: a failed response, or none. `failed`: a request that also represents its response, which failed. */
  readonly line: "request" | "response" | "error" | "failed";
  readonly activation: "begins" | "ends" | undefined;
  readonly label: string;
}

export interface SequenceNote {
  readonly kind: "note";
  /** The outermost of the participants that it is over: one or two. */
  readonly over: readonly string[];
  readonly label: string;
  /** If it represents omitted arrows: number of the arrow after them. */
  readonly next?: number;
}

export interface SequenceFrame {
  readonly kind: "open";
  /** `rect`: shaded, without a label. */
  readonly frame: "par" | "loop" | "rect";
  readonly label: string;
}

/** The participants that a note spans: the outermost two IDs in the order of the diagram. */
export function findEnds(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...ids.slice(0, 1), ...ids.slice(-1)];
}
