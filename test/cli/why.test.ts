import { expect, test } from "vitest";

import { runCli } from "./run-cli.ts";

test("show --why explains where values came from, what a call is, and what it is nested in", async () => {
  const { exitCode, stdout } = await runCli(["show", "traces/openstack/image-add-project-nested.har", "--why"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`(7) GET /image/v2/images/{image_id}
    operation image.show: GET /v2/images/{image_id}
`);
  expect(stdout).toMatch(/\n {4}\{image_id\} = [\w-]{36}: argument 4\n/);
  expect(stdout).toContain(
    "\n    header X-Auth-Token = gAAAAABREDACTED-token-1: from response (4), header X-Subject-Token\n",
  );
  expect(stdout).toContain("\n    nested in (7): by timing: it was sent while that call was in progress\n");
});
