import { readFile } from "node:fs/promises";

import type { Plugin } from "rolldown";

/** What a bundled package does when it is loaded, and what it is to do instead. */
interface Patch {
  readonly file: RegExp;
  readonly from: string;
  readonly to: string;
}

/**
 * A segmenter and a pattern of all emoji take as long to make as half a start of Node, and hardly a text needs them: they are made when one
 * does (docs/notes/startup.md). A literal would be checked with the file, so it is put into text.
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
    // More of what takes one place a character, and joins with none beside it: an ellipsis, an arrow, a frame.
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

/** Applies them. A package that reads otherwise by now fails the build, so that none is lost in silence. */
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
