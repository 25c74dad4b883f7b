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
  /** A heading. @param text escaped already @param id what links name, or undefined for what the target makes of the text */
  readonly title: (level: number, text: string, id: string | undefined) => string;
  /** What the target calls each kind of note. */
  readonly notes: Readonly<Record<NoteKind, string>>;
}

export type NoteKind = "note" | "warning" | "failure";
