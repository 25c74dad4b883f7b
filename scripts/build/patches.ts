import { readFile } from "node:fs/promises";

import type { Plugin } from "rolldown";

/** Code that a bundled package runs when it is loaded, and its replacement. */
interface Patch {
  readonly file: RegExp;
  readonly from: string;
  readonly to: string;
}

/**
 * Creating a segmenter and patterns of all emoji and of all visible characters takes half as long as starting Node, and few texts need them, so they are created on demand
 * (docs/notes/startup.md). A literal would be checked with the file, so the pattern is a string.
 */
const PATCHES: readonly Patch[] = [
  {
    file: /[\\/]string-width[\\/]index\.js$/,
    from: "const segmenter = new Intl.Segmenter();",
    to: `let ownSegmenter;
const segmenter = { segment: (text) => (ownSegmenter ??= new Intl.Segmenter()).segment(text) };`,
  },
  {
    file: /[\\/]string-width[\\/]index\.js$/,
    from: "const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;",
    to: `let ownEmoji;
const rgiEmojiRegex = { test: (text) => (ownEmoji ??= new RegExp("^\\\\p{RGI_Emoji}$", "v")).test(text) };`,
  },
  {
    file: /[\\/]string-width[\\/]index\.js$/,
    from: String.raw`const visibleCharacterRegex = /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/v;`,
    to: String.raw`let ownVisible;
const visible = () => (ownVisible ??= new RegExp("[^\\p{Default_Ignorable_Code_Point}\\p{Control}\\p{Format}\\p{Nonspacing_Mark}\\p{Enclosing_Mark}\\p{Surrogate}]", "v"));
const visibleCharacterRegex = { test: (text) => visible().test(text), [Symbol.search]: (text) => text.search(visible()) };`,
  },
  {
    // More characters that are one column wide and do not combine with others: an ellipsis, an arrow, a frame.
    file: /[\\/]string-width[\\/]index\.js$/,
    from: "if (/^[\\u0020-\\u007E]*$/.test(string)) {",
    to: String.raw`if (/^[\u0020-\u007E\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u024F\u2010-\u2027\u2190-\u21FF\u2500-\u257F]*$/.test(string) && ambiguousIsNarrow) {`,
  },
  {
    // Two checks of its own that never fail; the module takes 6 ms to load.
    file: /[\\/]yargs[\\/]lib[\\/]platform-shims[\\/]esm\.mjs$/,
    from: "import { notStrictEqual, strictEqual } from 'assert'",
    to: `const refuse = (fault, message) => { if (fault) throw new Error(message); };
const strictEqual = (a, b, message) => refuse(!Object.is(a, b), message);
const notStrictEqual = (a, b, message) => refuse(Object.is(a, b), message);`,
  },
];

/** Applies the patches. If the code of a package has changed, the build fails, so that no patch is lost unnoticed. */
export const patches: Plugin = {
  name: "patches",
  load: {
    filter: { id: PATCHES.map(({ file }) => file) },
    handler: async (id) => {
      let code = await readFile(id, "utf8");
      for (const { from, to } of PATCHES.filter(({ file }) => file.test(id))) {
        if (!code.includes(from))
          throw new Error(`${id} no longer has the line "${from}".\n  Hint: see scripts/build/patches.ts.`);
        code = code.replace(from, () => to);
      }
      return code;
    },
  },
};
