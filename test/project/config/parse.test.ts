import { describe, expect, test } from "vitest";

import { formatFirstConfig } from "../../../src/project/config/first.ts";
import { parseConfig } from "../../../src/project/config/parse.ts";

const FILE = "/project/wirewalk.config.yaml";

describe("a configuration", () => {
  test("uses the defaults if nothing else is set; paths start from its directory", async () => {
    const { walkthroughs } = await parseConfig(
      "locale: ko\nwalkthroughs:\n  b: { flow: x }\n  a: { flow: ./f.ts, locale: en }\n",
      FILE,
    );
    expect(walkthroughs).toEqual([
      {
        name: "b",
        redact: [],
        flow: "x",
        title: "b",
        locale: "ko",
        trace: "/project/traces/b.har",
        page: "/project/docs/b.md",
      },
      {
        name: "a",
        redact: [],
        flow: "/project/f.ts",
        title: "a",
        locale: "en",
        trace: "/project/traces/a.har",
        page: "/project/docs/a.md",
      },
    ]);
  });

  test("one walkthrough may have another target and language than the others; a language may be a file", async () => {
    const { walkthroughs } = await parseConfig(
      "target: gfm\nlocale: texts/fr.yaml\nwalkthroughs:\n  a: { target: myst, locale: ja }\n  b: {}\n",
      FILE,
    );
    expect(walkthroughs.map(({ target, locale }) => [target, locale])).toEqual([
      ["myst", "ja"],
      ["gfm", "/project/texts/fr.yaml"],
    ]);
  });

  test.each([
    ["env: !!set {A}", "env: is a Set, which"],
    ["redact: !!omap [secretEnv: [A]]", "redact: is a Map, which"],
    ["locale: !!binary YQ==", "locale: is a Uint8Array, which"],
    ["title: !!timestamp 2026-01-01", "title: is a Date, which"],
  ])("refuses what only a tag of YAML makes: %s", async (line, message) => {
    const text = `walkthroughs:\n  a: &a { flow: x }\n  b: *a\n${line}\n`;
    await expect(parseConfig(text, FILE)).rejects.toThrow(`${FILE}, line 4: ${message}`);
  });

  test.each([
    [
      "walkthroughs:\n  a: { flow: x }\n  b:\n    flwo: y\n",
      4,
      'walkthroughs.b.flwo: unknown key. Did you mean "flow"?',
    ],
    ["locale: en\nwalkthrough:\n  a: {}\n", 2, 'walkthrough: unknown key. Did you mean "walkthroughs"?'],
    ["walkthroughs:\n  a:\n    comand: [x]\n", 3, 'walkthroughs.a.comand: unknown key. Did you mean "command"?'],
    [
      "walkthroughs:\n  a:\n    highlights:\n      b: { respones: [X] }\n",
      4,
      'walkthroughs.a.highlights.b.respones: unknown key. Did you mean "response"?',
    ],
    [
      "walkthroughs:\n  a:\n    volatile:\n      - Date\n      - X Build!\n",
      5,
      "walkthroughs.a.volatile.1: expected the name of a header, or a JSON pointer, which begins with a slash",
    ],
    [
      "walkthroughs:\n  a:\n    diagram: bot\n",
      3,
      'walkthroughs.a.diagram: expected one of mermaid, svg, both. Did you mean "both"?',
    ],
    ["walkthroughs:\n  a:\n    title: 7\n", 3, "walkthroughs.a.title: expected text"],
    ["walkthroughs:\n  a:\n    command: curl x\n", 3, "walkthroughs.a.command: expected a list"],
    ["locale: en\n", 1, "walkthroughs: expected a mapping"],
    ["", 1, "walkthroughs: expected a mapping"],
    ["walkthroughs: []\n", 1, "walkthroughs: expected a mapping"],
    [
      "walkthroughs:\n  A_b: {}\n",
      2,
      "walkthroughs.A_b: a name consists of lowercase letters and digits, with hyphens between them",
    ],
    ["walkthroughs:\n  nul: {}\n", 2, "walkthroughs.nul: Windows has no file of this name; choose another"],
    [
      "walkthroughs:\n  a: { flow: x,\n    command: [y] }\n",
      2,
      "walkthroughs.a: has both a flow and a command; remove one",
    ],
    [
      "walkthroughs:\n  a:\n    omit:\n      - { from: 0, to: 2, page: p, title: t }\n",
      4,
      "walkthroughs.a.omit.0.from: expected at least 1",
    ],
    ["walkthroughs:\n  a: { command: [] }\n", 2, "walkthroughs.a.command: expected a list that is not empty"],
    ["walkthroughs:\n  a: { page: '' }\n", 2, "walkthroughs.a.page: expected text that is not empty"],
    [
      "walkthroughs:\n  a: { page: docs/x.md }\n  b:\n    page: ./docs/x.md\n",
      4,
      'walkthroughs.b.page: it is already the page of "a"',
    ],
    ["walkthroughs:\n  a: { page: traces/a.har }\n", 2, "walkthroughs.a.page: it is a trace too"],
    [
      "walkthroughs:\n  a: { command: [x], trace: t.har, clientCertificates: [{ cert: a.pem }] }\n  b: { command: [x], trace: t.har }\n",
      3,
      'walkthroughs.b.trace: "a" records a different flow or command into the same file',
    ],
    [
      "walkthroughs:\n  a: { command: [x], trace: t.har }\n  b: { command: [y], trace: t.har }\n",
      3,
      'walkthroughs.b.trace: "a" records a different flow or command into the same file',
    ],
    ["walkthroughs:\n  a: {}\n  a: {}\n", 3, "Map keys must be unique"],
    ["walkthroughs: [\n", 2, "Flow sequence in block collection must be sufficiently indented and end with a ]"],
    [
      "redact: { rules: [{ pattern: '(' }] }\nwalkthroughs: {}\n",
      1,
      "redact.rules.0.pattern: is not a regular expression",
    ],
    [
      "redact: { rules: [{ path: /a }] }\nwalkthroughs: {}\n",
      1,
      "redact.rules.0: expected one of header, pointer, pattern",
    ],
    ["redact:\n  level: paranoid\nwalkthroughs: {}\n", 2, "redact.level: expected one of standard, strict"],
  ])("%j is refused at its line and key", async (text, line, reason) => {
    await expect(parseConfig(text, FILE)).rejects.toThrow(`${FILE}, line ${line}: ${reason}`);
  });

  test("several pages may come from one trace", async () => {
    const text =
      "walkthroughs:\n  a: { command: [x] }\n  b: { command: [x], trace: traces/a.har }\n  c: { trace: traces/a.har }\n";
    expect((await parseConfig(text, FILE)).walkthroughs).toHaveLength(3);
  });

  test("common rules for secrets come before those of a walkthrough", async () => {
    const text =
      "redact: { level: strict, secretFile: ../s.txt }\nwalkthroughs:\n  a: { redact: { rules: [{ header: X-A }] } }\n";
    const { shared, walkthroughs } = await parseConfig(text, FILE);
    expect(shared.redact).toEqual([{ level: "strict", secretFile: "/s.txt" }]);
    expect(walkthroughs[0]?.redact).toEqual([...shared.redact, { rules: [{ header: "X-A" }] }]);
  });

  test("common rules for examples apply alone, and come before those of a walkthrough", async () => {
    const text = "volatile: [X-A]\nwalkthroughs:\n  a: { volatile: [/b], fixed: [/c] }\n";
    const { shared, walkthroughs } = await parseConfig(text, FILE);
    expect(shared).toEqual({ redact: [], volatile: ["X-A"] });
    expect(walkthroughs[0]).toMatchObject({ volatile: ["X-A", "/b"], fixed: ["/c"] });
  });

  test("templates and labels of a walkthrough come before the common ones, and so do OpenAPI documents, from the directory of the file", async () => {
    const text = `paths: ["/a/{b}"]
labels: { GET /a: All, GET /b: B }
openapi: all.yaml
dataFlow: true
walkthroughs:
  a:
    paths: ["/c/{d}"]
    labels: { GET /a: Own }
    openapi: [own.json, { file: ../x.yaml, server: http://h/v1, title: X }]
  b: { dataFlow: false }
`;
    const [a, b] = (await parseConfig(text, FILE)).walkthroughs;
    expect(a).toMatchObject({
      paths: ["/c/{d}", "/a/{b}"],
      labels: { "GET /a": "Own", "GET /b": "B" },
      openapi: [
        { file: "/project/own.json" },
        { file: "/x.yaml", server: "http://h/v1", title: "X" },
        { file: "/project/all.yaml" },
      ],
      dataFlow: true,
    });
    expect(b).toMatchObject({ paths: ["/a/{b}"], openapi: [{ file: "/project/all.yaml" }], dataFlow: false });
  });

  test.each([
    [
      "openapi: 7\nwalkthroughs: {}",
      "line 1: openapi: expected a file, a mapping with file, server, title, link, or a list of these",
    ],
    [
      "openapi:\n  - { flie: a }\nwalkthroughs: {}",
      "line 1: openapi: expected a file, a mapping with file, server, title, link, or a list of these",
    ],
    ["paths: [a/b]\nwalkthroughs: {}", "line 1: paths.0: expected a path that begins with a slash"],
    ["labels: [a]\nwalkthroughs: {}", "line 1: labels: expected a mapping"],
  ])("%j is refused", async (text, reason) => {
    await expect(parseConfig(text, FILE)).rejects.toThrow(reason);
  });

  test("a walkthrough begins like another one, whose trace, page and title are known", async () => {
    const text = "walkthroughs:\n  list: { title: List }\n  add: { beginsLike: list }\n";
    const [, add] = (await parseConfig(text, FILE)).walkthroughs;
    const expected = { name: "list", title: "List", trace: "/project/traces/list.har", page: "/project/docs/list.md" };
    expect(add?.beginsLike).toEqual(expected);
  });

  test.each(["nobody", "add", "constructor"])("it does not begin like %s", async (name) => {
    const text = `walkthroughs:\n  list: {}\n  add:\n    beginsLike: ${name}\n`;
    const reason = `line 4: walkthroughs.add.beginsLike: "${name}" is not another walkthrough.`;
    await expect(parseConfig(text, FILE)).rejects.toThrow(reason);
  });

  test("the name of the walkthrough to begin like may be misspelled", async () => {
    const text = "walkthroughs:\n  list: {}\n  add: { beginsLike: lists }\n";
    const reason = 'line 3: walkthroughs.add.beginsLike: "lists" is not another walkthrough. Did you mean "list"?';
    await expect(parseConfig(text, FILE)).rejects.toThrow(reason);
  });

  test("the first one that `init` writes is valid", async () => {
    const text = formatFirstConfig({ name: "image-list", command: ["openstack", "image", "list"], locale: "ko" });
    const [walkthrough] = (await parseConfig(text, FILE)).walkthroughs;
    expect(walkthrough).toMatchObject({
      command: ["openstack", "image", "list"],
      title: "openstack image list",
      locale: "ko",
    });
    expect(text).toContain("$schema=./node_modules/wirewalk/schemas/config.schema.json");
  });
});
