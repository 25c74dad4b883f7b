import type { CommentSyntax } from "../../regions/comment.ts";

/** How a page of one target is written. Each escaper gives what makes the built page show exactly the given text. */
export interface Dialect {
  /** Folders of `templates/`; a template of a later one replaces its namesake in an earlier one. */
  readonly sets: readonly string[];
  /** Of markers. */
  readonly comment: CommentSyntax;
  /** Plain text in a heading or a sentence. */
  readonly text: (text: string) => string;
  /** Text inside the quotes of an attribute. */
  readonly quoted: (text: string) => string;
  readonly code: (text: string) => string;
  readonly link: (text: string, address: string) => string;
  /** An image file next to the page. */
  readonly image: (alt: string, address: string) => string;
  /** Whether the site shows one of two images by the end of their address: `#only-light`, `#only-dark`. */
  readonly hasImagePairs: boolean;
  /** A code block without a final line end. @param indent columns that every line moves to the right */
  readonly fence: (lines: readonly string[], info: string, indent: number) => string;
  /** A heading. @param text already escaped @param id the anchor, or undefined for the target's own */
  readonly title: (level: number, text: string, id: string | undefined) => string;
  /** The target's names for the kinds of notes. */
  readonly notes: Readonly<Record<NoteKind, string>>;
}

export type NoteKind = "note" | "warning" | "failure";
