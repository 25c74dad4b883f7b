import { execFileSync } from "node:child_process";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { escapeQuoted, escapeText, toCodeSpan, toFence, writeFence, toLink } from "../../src/page/escape.ts";
import { quoteShellWord } from "../../src/sequence/shell-word.ts";
import { hostileTexts } from "./hostile-strings.ts";

const texts = [...hostileTexts, ...fc.sample(fc.string({ unit: "binary", maxLength: 60 }), { numRuns: 200, seed: 7 })];

describe("plain text", () => {
  test.each([
    "GET /image/v2/images/{image_id}",
    "200 OK /identity/v3/auth/tokens",
    "GET /v2/images?name={name}",
    "openstack image set --accept",
    "이미지 공유",
  ])("text that needs no escape stays readable: %s", (text) => {
    expect(escapeText(text)).toBe(text);
  });

  test.each([
    ["a*b*", "a&#42;b&#42;"],
    ["/__init__/x", "/&#95;&#95;init&#95;&#95;/x"],
    ["/1/2/x", "/1&#47;2/x"],
    ["/c/o/x", "/c&#47;o/x"],
    ["/public/objects", "/public/objects"],
    ["a&copy;", "a&amp;copy;"],
    ["{{ x }}", "{&#123; x }}"],
    ["two\nlines", "two␊lines"],
  ])("%j becomes %j", (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});

describe("one line stays one line", () => {
  test.each([
    ["plain text", escapeText],
    ["quoted text", escapeQuoted],
    ["code span", toCodeSpan],
    ["link", (text: string) => toLink(text, text)],
  ])("%s", (_, escape) => {
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    for (const text of texts) expect(escape(text)).not.toMatch(/[\n\r\0-\x08\u0085\u2028\u2029]/);
  });
});

test("quoted text cannot leave its quotes, nor its attribute", () => {
  for (const text of texts) expect(escapeQuoted(text)).not.toMatch(/["<>`]|&(?!amp;|#\d+;)/);
});

test("the delimiter of a code span is longer than any run inside", () => {
  expect(toCodeSpan("a")).toBe("`a`");
  expect(toCodeSpan("``a`")).toBe("``` ``a` ```");
});

test("a link keeps its URL in one piece", () => {
  expect(toLink("image [create]", "./my page (1).md?a=1&b=2#c")).toBe(
    "[image &#91;create&#93;](./my%20page%20%281%29.md?a=1&b=2#c)",
  );
});

describe("fences", () => {
  test("no line of the code closes the fence", () => {
    for (const text of texts) {
      const [first = "", ...rest] = toFence(text.split("\n"), "text", 4).split("\n");
      const fence = /^ {4}(`+)text$/.exec(first)?.[1] ?? "no fence";
      expect(rest.at(-1)).toBe(`    ${fence}`);
      expect(rest.slice(0, -1).filter((line) => line.trim().startsWith(fence))).toEqual([]);
    }
  });

  test("empty lines stay empty, the others are indented", () => {
    expect(toFence(["a", "", "  b"], "json", 2)).toBe("  ```json\n  a\n\n    b\n  ```");
  });

  test.each([
    [["", "a"], "\n\n  a\n"],
    [["a", ""], "\n  a\n\n"],
    [["a", "", "", "b"], "\n  a\n\n\n  b\n"],
    [["", ""], "\n\n\n"],
    [["{", "    ", "}"], "\n  {\n      \n  }\n"],
  ])("the lines %j are in their columns, without blanks in empty ones", (lines, code) => {
    expect(toFence(lines, "json", 2)).toBe(`  \`\`\`json${code}  \`\`\``);
    expect(writeFence(lines.join("\n"), "json", 2)).toBe(toFence(lines, "json", 2));
  });

  test.each(['--8<-- "/etc/passwd"', "  ---8<--- 'x'", "--8<--"])(
    "a line that would include a file does not: %s",
    (line) => {
      const [, code = ""] = toFence([line], "text", 0).split("\n");
      expect(code).not.toMatch(/-8<-/);
      expect(code.replace("\u200B", "")).toBe(line);
    },
  );

  test("a line that only mentions such a directive is left unchanged", () => {
    expect(toFence(['x--8<-- "y"'], "text", 0)).toContain('\nx--8<-- "y"\n');
  });
});

describe("shell words", () => {
  test.each([
    ["--name=x", "--name=x"],
    ["", "''"],
    ["it's", String.raw`'it'\''s'`],
    ["$(rm -rf)", "'$(rm -rf)'"],
    ["two\nlines", String.raw`$'two\nlines'`],
    ["~", "'~'"],
  ])("%j is written %s", (word, written) => {
    expect(quoteShellWord(word)).toBe(written);
  });

  test("bash reads every word back", () => {
    const words = texts.map((text) => text.toWellFormed().replaceAll("\0", ""));
    const script = `printf '%s\\0' ${words.map(quoteShellWord).join(" ")}`;
    const output = execFileSync("bash", ["-c", script], { encoding: "utf8" });
    expect(output.split("\0").slice(0, -1)).toEqual(words);
  });
});
