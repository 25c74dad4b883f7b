import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Walkthrough } from "../../../src/analyze/types.ts";
import { toMermaid } from "../../../src/diagram/mermaid/mermaid.ts";
import { imageAddProjectMermaid } from "../../helpers/a-walkthrough.ts";
import { runsOf } from "../../helpers/runs.ts";
import { aWalkthrough, exchange, imageAddProject } from "../a-walkthrough.ts";
import { hostileLabel, shownLabel } from "../hostile-label.ts";
import { readMermaid } from "./read-mermaid.ts";

test("the diagram of the original page", () => {
  expect(toMermaid(imageAddProject)).toBe(imageAddProjectMermaid);
});

test("a missing response ends in a cross", async () => {
  const source = toMermaid(
    aWalkthrough(client, [{ kind: "error", from: "client", to: "client", label: "connect ECONNREFUSED ::1:80" }]),
  );
  expect(source).toContain("  client--xclient: connect ECONNREFUSED ::1:80\n");
  expect((await readMermaid(source)).messages).toEqual(["connect ECONNREFUSED ::1:80"]);
});

const client = [{ id: "client", label: "client" }];

describe("text that Mermaid would misread comes back unchanged", () => {
  test.each([
    ["M1 semicolon", "GET /x;jsessionid=1"],
    ["M2 hash", "GET /x#frag"],
    ["M3 line break", "/a<br/>b"],
    ["M3 script", "<script>alert(1)</script>"],
    ["M4 maths", "/?$$x$$"],
    ["M5 wrap", "wrap: x"],
    ["M5 nowrap", "nowrap:x"],
    ["M5 Wrap", "Wrap: x"],
    ["M5 colon and wrap", ":wrap: x"],
    ["M6 directive", "%%{x}%%"],
    ["M6 percents", "a%%%%b %%{init: {}}%%"],
    ["M7 entity", "&lt;"],
    ["M7 number", "&#35; #35; #lt;"],
    ["M9 braces", "GET /image/v2/images/{image_id}"],
    ["M9 quotes", `"a" 'b' \`c\``],
    ["M9 percent-encoded", "/a%20b%2"],
    ["M9 end", "end"],
    ["M9 emoji and Korean", "🚀 이미지 조회"],
    ["M9 arrows", "a->>b: c -->> d --x e"],
    ["backslash", "C:\\new\\n"],
    ["Mermaid's own marks", "ﬂ°°60¶ß ﬂ°lt¶ß"],
    ["taken for a colour", "/style:x;y classDef a:b;c"],
    ["comma, plus, minus, brackets", "+a,-b (c) [d] @{ e }"],
  ])("%s", async (_, text) => {
    const { participants, messages } = await readMermaid(toMermaid(withText(text)));
    expect(participants).toEqual([text, "server"]);
    expect(messages).toEqual([text, `Response: ${text}`]);
  });

  test("M8 line breaks and other controls become a space", async () => {
    const text = "a\nb\r\nc\u2028d\u0000e\u001B[31mf\u202Eg\u0085h  i\t";
    const { messages } = await readMermaid(toMermaid(withText(text)));
    expect(messages[0]).toBe("a b c d e [31mf g h i");
  });

  test("a text without visible characters is shown as …", async () => {
    expect(await readMermaid(toMermaid(withText("\n")))).toEqual({
      participants: ["…", "server"],
      messages: ["…", "Response:"],
    });
  });

  test("a long path is split into lines, and a longer one loses its middle", async () => {
    const path = `/image/v2/images/{image_id}/members/{member_id}/actions/${"deactivate/".repeat(9)}end`;
    const { messages } = await readMermaid(toMermaid(withText(path)));
    expect(messages).toEqual([
      "/image/v2/images/{image_id}/members/{member_id}/actions/<br/>…ctivate/deactivate/deactivate/deactivate/deactivate/end",
      "Response: /image/v2/images/{image_id}/members/<br/>{member_id…ctivate/deactivate/deactivate/deactivate/<br/>deactivate/end",
    ]);
  });

  test("property: any text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileLabel, { minLength: 1, maxLength: 20 }), async (texts) => {
        const participants = texts.map((label, index) => ({ id: `p${index}`, label }));
        const arrows = texts.flatMap((label) => exchange("p0", label, label));
        expect(await readMermaid(toMermaid(aWalkthrough(participants, arrows)))).toEqual({
          participants: [...texts.map(shownLabel), "client"],
          messages: texts.flatMap((label) => [shownLabel(label), shownLabel(`Response: ${label}`)]),
        });
      }),
      { numRuns: runsOf(100) },
    );
  });
});

describe("participants' ids", () => {
  test.each([
    ..."end loop alt opt note over rect title links activate create box option par as Participant off".split(" "),
    ..."a:b user@host x-x glance-api __proto__ constructor 1st 한국 a,b sequenceDiagram".split(" "),
    "",
    "two words",
    "a->>b",
  ])("M10 %s", async (id) => {
    const source = toMermaid(
      aWalkthrough(
        [
          { id, label: "first" },
          { id: "p_", label: "second" },
          { id: "other", label: "third" },
        ],
        [
          { kind: "request", from: "other", to: id, label: "in" },
          { kind: "response", from: id, to: "other", label: "out" },
          { kind: "request", from: "p_", to: id, label: "again" },
        ],
      ),
    );
    expect(await readMermaid(source)).toEqual({
      participants: ["first", "second", "third"],
      messages: ["in", "out", "again"],
    });
  });

  test("IDs that differ only in characters that Mermaid cannot read stay distinct", async () => {
    const labels = ["a-b", "a:b", "a b"];
    const source = toMermaid(
      aWalkthrough(
        labels.map((id) => ({ id, label: id })),
        [],
      ),
    );
    expect((await readMermaid(source)).participants).toEqual(labels);
  });
});

test("M11 nothing that Mermaid 8.13.3 does not support", () => {
  expect(toMermaid(imageAddProject)).not.toMatch(/autonumber \d|^ *(?:box|par_over|create)\b|>>[+-]/m);
});

function withText(text: string): Walkthrough {
  const participants = [
    { id: "client", label: text },
    { id: "server", label: "server" },
  ];
  return aWalkthrough(participants, exchange("server", text, text));
}
