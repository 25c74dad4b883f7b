import { describe, expect, test } from "vitest";

import type { BodyView } from "../../src/analyze/types.ts";
import { aWalkthrough, jsonBody, noBody, textBody, type StepDraft } from "../helpers/a-walkthrough.ts";
import { renderDraft, sectionOf } from "../page/render-draft.ts";

async function renderAnswer(body: BodyView, step: StepDraft = {}, bodyLines?: number): Promise<string> {
  const walkthrough = aWalkthrough([{ ...step, response: { ...step.response, body } }]);
  return sectionOf(await renderDraft(walkthrough, bodyLines === undefined ? {} : { bodyLines }), 2);
}

describe("bodies", () => {
  test("JSON keeps its tokens, except escapes of readable characters", async () => {
    const section = await renderAnswer(
      jsonBody(String.raw`{"big":12345678901234567890,"a":1.0,"a":"\u00e9\u0000","e":{}}`),
    );
    expect(section).toContain(
      String.raw`    {
      "big": 12345678901234567890,
      "a": 1.0,
      "a": "é\u0000",
      "e": {}
    }
`,
    );
  });

  test("text that only claims to be JSON keeps its spaces", async () => {
    expect(await renderAnswer(jsonBody("Internal  server error"))).toContain("    Internal  server error\n");
  });

  test.each([
    ["text/html; charset=utf-8", "html"],
    ["application/soap+xml", "xml"],
    ["text/x-diff", "text"],
    ["", "text"],
  ])("%s is shown as %s", async (mimeType, language) => {
    expect(await renderAnswer(textBody("+ x", mimeType))).toContain(`    \`\`\`${language} title=""\n    + x\n`);
  });

  test("bytes are shown as hex, with type and size", async () => {
    const bytes = Buffer.from("\u0089PNG\r\n\u001A\n".repeat(40), "latin1");
    const body: BodyView = { kind: "binary", mimeType: "image/png", text: bytes.toString("base64"), size: 320 };
    const section = await renderAnswer(body);
    expect(section).toContain("    89 50 4e 47 0d 0a 1a 0a 89 50 4e 47 0d 0a 1a 0a\n");
    expect(section.match(/^ {4}89 50/gm)).toHaveLength(4);
    expect(section).toContain("    `image/png`, 320 bytes; the first 64 at most are shown as hex.\n");
  });

  test("a body truncated in the recording shows its original length", async () => {
    const cut = { size: 5_000_000, sha256: "c0ffee" };
    const section = await renderAnswer({ ...jsonBody('{"a": [1, 2, "unfin'), cut });
    expect(section).toContain('    {\n      "a": [\n        1,\n        2,\n        "unfin\n');
    expect(section).toContain("The whole body has 5000000 bytes. Its SHA-256 is `c0ffee`.");
  });

  test("a long body is truncated on the page, and highlights after the cut are dropped", async () => {
    const operation = { responseHighlights: ["/0", "/9"] };
    const section = await renderAnswer(jsonBody("[0,1,2,3,4,5,6,7,8,9]"), { operation }, 5);
    expect(section).toContain('hl_lines="2"\n    [\n      0,\n      1,\n      2,\n      3,\n    ```\n');
    expect(section).toContain("    7 more lines are not shown.\n");
  });

  test("a very long line is truncated", async () => {
    expect(await renderAnswer(textBody("x".repeat(10_000)))).toContain(`    ${"x".repeat(4000)}… (+6000)\n`);
  });
});

describe("highlights", () => {
  const step: StepDraft = {
    id: "show",
    response: {
      headers: [
        { name: "Vary", value: "a" },
        { name: "X-Subject-Token", value: "t" },
        { name: "vary", value: "b" },
      ],
      body: jsonBody('{"a/b": 1, "status": {"x": [1, 2]}}'),
    },
    operation: { responseHighlights: ["VARY", "/status/x/1", "/gone", "/a~1b", "/status/x/1"] },
  };

  test("follow names of headers and pointers into the body", async () => {
    const section = sectionOf(await renderDraft(aWalkthrough([step])), 2);
    expect(section).toMatch(/```http title="[^"]*" hl_lines="1 3"/);
    expect(section).toContain('```json title="" hl_lines="2 6"');
  });

  test("of the author replace those of the operation", async () => {
    const highlights = { show: { response: ["X-Subject-Token"] } };
    const section = sectionOf(await renderDraft(aWalkthrough([step]), { highlights }), 2);
    expect(section).toMatch(/```http title="[^"]*" hl_lines="2"/);
    expect(section).toContain('```json title=""\n');
  });

  test("of a step that does not exist are refused, with a list of the steps", async () => {
    const failure = renderDraft(aWalkthrough([step]), { highlights: { shwo: { request: ["/a"] } } });
    await expect(failure).rejects.toThrow(/"shwo"/);
    await expect(failure).rejects.toMatchObject({ hint: "Its steps: show." });
  });
});

describe("failures", () => {
  test("a missing response has a separate section", async () => {
    const error = { code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:9292" };
    const page = await renderDraft(aWalkthrough([{ response: { status: 0, reason: "", error } }]));
    const section = sectionOf(page, 2);
    expect(section).toContain("### (2) ECONNREFUSED /image {#step-1-response}\n");
    expect(section).toContain('!!! failure "No complete response"\n\n    `connect ECONNREFUSED 127.0.0.1:9292`\n');
    expect(section).not.toContain("===");
  });

  test("an interrupted response shows the received part, and why it ended", async () => {
    const error = { code: "ECONNRESET", message: "aborted" };
    const section = await renderAnswer(textBody("half"), { response: { error } });
    expect(section).toContain("### (2) 200 OK /image");
    expect(section).toContain("    `aborted`\n");
    expect(section).toContain("    half\n");
  });

  test("without a reason, the page states that there is none", async () => {
    const section = sectionOf(await renderDraft(aWalkthrough([{ response: { status: 0, reason: "" } }])), 2);
    expect(section).toContain("### (2) /image");
    expect(section).toContain("The recording gives no reason.");
  });
});

test("retries and redirects name the request from which they come", async () => {
  const page = await renderDraft(aWalkthrough([{ id: "a" }, { id: "b", retryOf: "a" }, { id: "c", redirectOf: "b" }]));
  expect(sectionOf(page, 3)).toContain("\nRetry of request (1).\n");
  expect(sectionOf(page, 5)).toContain("\nFollows the redirect of request (3).\n");
});

test("concurrent exchanges are in the order of their events", async () => {
  const walkthrough = aWalkthrough([
    { id: "a", response: { number: 4 } },
    { id: "b", request: { number: 2 }, response: { number: 3 } },
  ]);
  const arrows = walkthrough.arrows.toSorted((a, b) => a.number - b.number);
  const page = await renderDraft({ ...walkthrough, arrows });
  expect(page.match(/\{#.*\}/g)).toEqual(["{#a-request}", "{#b-request}", "{#b-response}", "{#a-response}"]);
  expect(page).toContain("- ([1](#a-request)),([4](#a-response)): ");
});

test("a step id of another tool cannot break markers and anchors", async () => {
  const page = await renderDraft(aWalkthrough([{ id: "a --> <b> {x}", request: { body: noBody } }]));
  expect(page).toContain("{#a%20--%3E%20%3Cb%3E%20%7Bx%7D-request}");
});
