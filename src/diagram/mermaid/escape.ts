import { toInk } from "../ink.ts";

/**
 * Writes any text so that Mermaid 8.13.3, 11 and 12 show exactly that text in a sequence diagram (measured;
 * docs/notes/mermaid.md has the hazards). Spaces, line ends, controls and bidi marks become one space each run,
 * because the picture cannot show them.
 */
export function escapeMermaid(text: string): string {
  return (
    toInk(text)
      .replace(/[#;<>&$\\`\uFB02\u00B6]|%(?=%)/g, toEntity)
      // `wrap:` at the beginning is an instruction to Mermaid.
      .replace(/^:?(?:no)?wrap(?=:)/i, (prefix) => toEntity(prefix.slice(0, 1)) + prefix.slice(1))
      // Mermaid drops the last `;` after `style…:word#…`, taking it for a color (`encodeEntities`).
      .replace(/\S+/g, (word) => (word.includes("#") ? word.replaceAll(":", toEntity) : word))
  );
}

/** Mermaid's own entity form. Its decoder marks places with U+FB02 and U+00B6, so those two are escaped as well. */
function toEntity(character: string): string {
  return `#${character.codePointAt(0)};`;
}
