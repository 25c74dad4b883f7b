import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { imageAddProject, imageAddProjectMermaid } from "../helpers/a-walkthrough.ts";
import { renderDraft, sectionOf } from "./render-draft.ts";

const OMIT = [{ from: 1, to: 6, page: "./create.md", title: "image create" }] as const;
const options = {
  diagrams: [{ kind: "whole" as const, first: 1, last: 1, mermaid: imageAddProjectMermaid }],
  title: "openstack image add project",
  omit: OMIT,
};
const english = await renderDraft(imageAddProject, options);
const korean = await renderDraft(imageAddProject, { ...options, locale: "ko" });

function headings(page: string): readonly string[] {
  return page.match(/^#{1,3} .*$/gm) ?? [];
}

describe("the page of `openstack image add project`", () => {
  test("has its headings, with IDs that contain no number", () => {
    expect(headings(english)).toEqual([
      "# openstack image add project",
      "## Command",
      "## Sequence Diagram",
      "## Request/Response",
      "### (7) GET /image/v2/images/{image_id} {#image-show-request}",
      "### (8) 200 OK /image/v2/images/{image_id} {#image-show-response}",
      "### (9) POST /image/v2/images/{image_id}/members {#member-create-request}",
      "### (10) 200 OK /image/v2/images/{image_id}/members {#member-create-response}",
      "## Output",
    ]);
  });

  test("explains the values in the paths", () => {
    expect(english).toContain(
      "    * `{image_id}` is `9faa6fd5-b254-4184-80c0-66b7c062315e` (the input `image`). Used in ([7](#image-show-request)), ([9](#member-create-request)).\n",
    );
    expect(korean).toContain(
      "    * `{image_id}`: `9faa6fd5-b254-4184-80c0-66b7c062315e` (입력값 `image`) ([7](#image-show-request)), ([9](#member-create-request))에서 사용합니다.\n",
    );
  });

  test("shows a launch configuration only if the profile requests one", async () => {
    const { launchConfiguration, ...plain } = imageAddProject;
    expect(launchConfiguration).toBe(true);
    const page = await renderDraft(plain, options);
    expect(page).toContain("$ openstack image add project");
    expect(page).not.toContain("launch");
  });

  test("shows the command and a launch configuration that parses", () => {
    expect(english).toContain('```bash title="command"\n$ openstack image add project 9faa6fd5-');
    const launch = /```json title="configuration .vscode\/launch.json"\n(.*?)\n```/s.exec(english)?.[1] ?? "";
    expect(JSON.parse(launch)).toMatchObject({
      name: "openstack image add project",
      program: "openstack",
      args: ["image", "add", "project", "9faa6fd5-b254-4184-80c0-66b7c062315e", "d34b18d2e5934d7d84900220483ad8b7"],
      env: { OS_PASSWORD: "REDACTED-password-1" },
    });
  });

  test("contains the diagram unchanged", () => {
    expect(english).toContain(`\n\`\`\`mermaid\n${imageAddProjectMermaid}\`\`\`\n`);
  });

  test("describes each pair, in its language", () => {
    expect(english).toContain("- ([7](#image-show-request)),([8](#image-show-response)): read the image.\n");
    expect(korean).toContain(
      "- ([7](#image-show-request)),([8](#image-show-response))번 과정은 이미지 정보를 확인하는 과정이다.\n",
    );
    // A call that the profile does not know.
    expect(english).toContain("- (5),(6): GET /image\n");
  });

  test("omits a range, with a link, and continues the numbers", () => {
    expect(english).toContain("(1)-(6) are the same as in [image create](./create.md) and are omitted here.");
    expect(korean).toContain("(1)-(6)의 과정은 [image create](./create.md) 과정과 동일하므로, 여기서는 생략합니다.");
  });

  test("shows a step with prose, Header and Body", () => {
    expect(sectionOf(korean, 8).replaceAll(/^<!-- wirewalk.*-->\n\n/gm, "")).toBe(
      `### (8) 200 OK /image/v2/images/{image_id} {#image-show-response}

이미지의 상세 정보를 수신.

=== "Header"

    \`\`\`http title="200 OK http://203.0.113.101/image/v2/images/9faa6fd5-b254-4184-80c0-66b7c062315e"
    Date: Tue, 13 Dec 2022 23:40:51 GMT
    Content-Type: application/json
    x-openstack-request-id: req-a016d11c-0b5a-44ce-9cc1-a49706586120
    \`\`\`

=== "Body"

    \`\`\`json title="" hl_lines="5 10"
    {
      "name": "cirros-0.6.1-x86_64-disk",
      "disk_format": "qcow2",
      "container_format": "bare",
      "visibility": "shared",
      "size": 21233664,
      "min_ram": 0,
      "ratio": 1.50,
      "owner": "a5362cbd04fd4783a038d5a342d58e87",
      "id": "9faa6fd5-b254-4184-80c0-66b7c062315e",
      "tags": []
    }
    \`\`\`

`,
    );
  });

  test("names the API reference and shows `none` for an empty body", () => {
    expect(sectionOf(english, 7)).toContain(
      "\nAPI reference: [Show image](https://docs.openstack.org/api-ref/image/v2/#show-image)\n",
    );
    expect(sectionOf(english, 7)).toContain('    ```text title=""\n    none\n    ```\n');
  });

  test("keeps the prose outside of the regions", () => {
    expect(sectionOf(english, 7)).toMatch(
      /<!-- wirewalk:end [^\n]*\n\nAsks for the image by its `ID`\.\n\n<!-- wirewalk:begin/,
    );
  });

  test("ends with the output of the command", () => {
    expect(english).toMatch(
      /```text title="output"\n\+-----------\+---------\+\n[^`]*\n```\n\n<!-- wirewalk:end part=output -->\n$/,
    );
  });

  test("has no blanks at the end of lines and no runs of blank lines", () => {
    expect(english).not.toMatch(/[ \t]\n|\n\n\n/);
  });
});

describe("parts that a trace may not have", () => {
  test("no command: neither command nor output", async () => {
    const { command: _, ...rest } = imageAddProject;
    const page = await renderDraft({ ...rest, variables: [] });
    expect(headings(page).filter((heading) => heading.startsWith("## "))).toEqual([
      "## Sequence Diagram",
      "## Request/Response",
    ]);
    expect(page).not.toContain("part=variables");
  });

  test("made-up values are marked as such, in the page's language", async () => {
    const page = await renderDraft({ ...imageAddProject, substituted: ["hosts", "ids"] });
    expect(page).toContain("    This page contains made-up values:\n\n    * hostnames\n    * IDs\n");
    expect(english).not.toContain("made up");
  });

  test("a failed command shows its error output and exit code", async () => {
    const command = { argv: ["openstack"], env: {}, exitCode: 1, stdout: "", stderr: "403 Forbidden\n" };
    const page = await renderDraft({ ...imageAddProject, command });
    expect(page).toContain('```text title="error output"\n403 Forbidden\n```\n');
    expect(page).toContain("\nThe command exited with code 1.\n");
    expect(page).not.toContain('title="output"');
  });
});

test("the same walkthrough gives the same page", async () => {
  expect(await renderDraft(imageAddProject, options)).toBe(english);
});

test.each([
  [{ from: 4, to: 2 }, /4-2/],
  [{ from: 0, to: 2 }, /0-2/],
  [{ from: 9, to: 11 }, /9-11/],
])("a range that does not fit is refused: %j", async (range, message) => {
  const omit = [{ ...range, page: "./create.md", title: "create" }];
  const failure = renderDraft(imageAddProject, { omit });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining("from 1 to 10") as string });
});

test.each([
  ["steps", "identity-discover", "image-discover"],
  ["operations", "identity.discover", "image.discover"],
  ["a number and a step", 1, "image-discover"],
])("a range may be named by %s, which do not change when steps are added before", async (_, from, to) => {
  const drafts = imageAddProject.steps.map((step) => {
    return Object.assign({ ...step }, { operation: { ...step.operation, id: step.id.replace("-", ".") } });
  });
  const page = await renderDraft(
    { ...imageAddProject, steps: drafts },
    { omit: [{ from, to, page: "./create.md", title: "create" }] },
  );
  expect(page).toContain("(1)-(6) are the same as in [create](./create.md)");
  expect(page.match(/^### .*?\)/gm)?.[0]).toBe("### (7)");
});

test("a range that names no step is refused, with a list of the steps", async () => {
  const omit = [{ from: "get-nothing", to: 6, page: "./create.md", title: "create" }];
  const failure = renderDraft(imageAddProject, { omit });
  await expect(failure).rejects.toThrow('Cannot omit from or to "get-nothing"');
  await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining("identity-discover") as string });
});

test("two overlapping ranges are refused", async () => {
  const omit = [
    { from: 1, to: 4, page: "./a.md", title: "a" },
    { from: 4, to: 6, page: "./b.md", title: "b" },
  ];
  await expect(renderDraft(imageAddProject, { omit })).rejects.toThrow(UserError);
});
