import type { MergeReport } from "../index.ts";

/** What GitHub shows beside the lines of a page that is not what its trace says. */
export function toAnnotations(page: string, { steps, changed, edited, references, orphans }: MergeReport): string {
  const notes = [
    ...changed.map(({ name, line }) => ({ line, text: `${name} is out of date.` })),
    ...edited.map(({ name, line }) => ({ line, text: `${name} was edited by hand.` })),
    ...references.map(({ line, before, after }) => ({
      line,
      text: after === undefined ? `${before} means an arrow that is gone.` : `${before} has to be ${after}.`,
    })),
    ...steps.map(({ kind, heading, step }) => ({ line: 1, text: `${kind} step: ${heading || step}` })),
    ...orphans.map(({ name }) => ({ line: 1, text: `Prose of ${name} has to be moved or removed.` })),
  ];
  const file = escape(page).replaceAll(",", "%2C").replaceAll(":", "%3A");
  return notes.map(({ line, text }) => `::error file=${file},line=${line}::${escape(text)}\n`).join("");
}

/** A line feed would end the command; GitHub reads these escapes back. */
function escape(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
