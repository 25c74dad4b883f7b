import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Words that docs/contributing/words.md forbids, with their replacements: matched as whole words, in any case. */
const WORDS: readonly (readonly [not: RegExp, use: string])[] = [
  [/\b(?:answer|reply)(?:s|ed|ing)?\b|\brepl(?:y|ies|ied)\b/i, "response, return"],
  [/\bask(?:s|ed|ing)?\b(?! (?:first|for confirmation)\b)/i, "request, send, prompt"],
  [/\bbesides?\b/i, "next to, in addition to"],
  [/\b(?:whoever|somebody|nobody|one's own)\b/i, "anyone, you"],
  [/\banew\b/i, "again"],
  [/\bbut for\b/i, "except"],
  [/\boutside of\b/i, "outside"],
  [/\bfalse alarms?\b/i, "false positive"],
  [/\b(?:lower|upper)-case\b/i, "lowercase, uppercase"],
  // "The file names a page" has a verb.
  [/\b(?:file|host|user) name\b|\b(?:host|user) names\b/i, "filename, hostname, username"],
  [/\be-mail\b/i, "email"],
  [/(?<![,.])\bids?\b(?!,)/, "ID"],
  [/\b(?:take|takes|taken|took) for\b/i, "treat as"],
  [/\bfaults? of wirewalk\b/i, "internal error"],
  [/\bof yours\b/i, "your"],
  [/\ball the same\b/i, "still"],
  [/\b(?:colour|behaviour|serialise|recognise)/i, "American spelling"],
  [/\bbr(?:oke|oken|eaks?) off\b/i, "interrupted, incomplete"],
  [/\bwhat there is\b|\bthat of which\b/i, "the name of the thing"],
];

/** Words that a message may need occasionally, but a page does not. */
const WORDS_OF_PAGES: typeof WORDS = [
  ...WORDS,
  [/\b(?:say|says|said|tell|tells|told)\b/i, "report, print, show"],
  [/\bstands?\b(?! for)/i, "be"],
  [/\bbehind\b(?! an? (?:recording )?proxy)/i, "after"],
  [/\bgone\b/i, "missing, removed"],
];

/** Pages for users, decisions, and notes. */
const PAGES = [
  "README.md",
  "SECURITY.md",
  "CODE_OF_CONDUCT.md",
  "examples/README.md",
  "skills/wirewalk/SKILL.md",
  ...["docs", "docs/guide", "docs/reference", "docs/decisions", "docs/notes"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => /(?<!\.ko)\.md$/.test(name) && name !== "secret-formats.md")
      .map((name) => `${folder}/${name}`),
  ),
];

/** The prose of a page: without code, link targets, and markers. */
function proseOf(markdown: string): readonly string[] {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, "");
  return markdown
    .replaceAll(/^```[^]*?^```/gm, blank)
    .replaceAll(/<!--[^]*?-->/g, blank)
    .replaceAll(/`[^`\n]*`/g, "`…`")
    .replaceAll(/\]\([^)\n]*\)/g, "]")
    .replaceAll(/^ {4}.*$/gm, "")
    .replaceAll(/\{#[\w-]+\}/g, "")
    .split("\n");
}

function findWords(lines: readonly string[], words = WORDS_OF_PAGES): readonly string[] {
  return lines.flatMap((line, index) =>
    words.flatMap(([not, use]) => {
      const found = not.exec(line);
      return found === null ? [] : [`${index + 1}: "${found[0]}" (use: ${use}) in: ${line.trim().slice(0, 120)}`];
    }),
  );
}

test.each(PAGES)("%s uses the words of the glossary", (page) => {
  expect(findWords(proseOf(readFileSync(join(ROOT, page), "utf8")))).toEqual([]);
});

const PAGE_TEXTS = [
  "templates/locales/en.yaml",
  ...readdirSync(join(ROOT, "templates/report"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .map((file) => `templates/report/${file}`),
];

/** Messages of clients that flows repeat literally, and names within code. */
const ELSEWHERE =
  /^(?:redact\/(?:formats|names|places|vault)|flows\/openstack\/find-|cli\/completion\/(?:bash|zsh|fish)|compare\/|otlp\/(?:foreign|read)\/|import\/curl\/)/;

/** Texts of at least three words, except in comments. */
function textsOf(source: string): readonly string[] {
  return source.split("\n").map((line) =>
    /^\s*(?:\/?\*|\/\/|import|export \{)/.test(line)
      ? ""
      : (line.match(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [])
          .filter((text) => /[a-z]+ [a-z]+ [a-z]+/.test(text))
          .join(" ")
          .replaceAll(/\$\{[^}]*\}|\\`[^`]*\\`/g, "…"),
  );
}

test("the texts of the program use the words of the glossary", () => {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
  const found = files
    .filter((file) => file.endsWith(".ts") && !ELSEWHERE.test(file.replaceAll("\\", "/")))
    .flatMap((file) =>
      findWords(textsOf(readFileSync(join(ROOT, "src", file), "utf8")), WORDS).map((one) => `${file}:${one}`),
    );
  expect(found).toEqual([]);
});

test("the texts of pages and of the report use the words of the glossary", () => {
  for (const file of PAGE_TEXTS)
    expect(
      findWords(
        readFileSync(join(ROOT, file), "utf8")
          .replaceAll(/^\w+:|\b(?:id|class|value)="[^"]*"/gm, "")
          .split("\n"),
      ),
      file,
    ).toEqual([]);
});

test("what follows `--` is called COMMAND in every usage", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `src/${file}`);
  const found = [...PAGES, "CHANGELOG.md", "man/wirewalk.1", ...sources].filter((file) =>
    /-- PROGRAM\b|\\-\\- PROGRAM\b/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(found).toEqual([]);
});

test("the list finds each word, and ignores code", () => {
  expect(findWords(proseOf("The server answers what is asked."))).toHaveLength(2);
  expect(findWords(proseOf("`answer` and\n```js\nanswer()\n```\nand [a link](answer.md)"))).toEqual([]);
});
