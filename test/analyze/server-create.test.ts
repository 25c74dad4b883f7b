import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { serverCreate } from "../helpers/server-create.ts";

test("nine services create a server: nested calls, and calls that continue after the response", () => {
  const { participants, steps, arrows } = analyze(serverCreate());
  expect(participants).toHaveLength(10);
  expect(steps).toHaveLength(56);
  expect(arrows).toHaveLength(112);
  const create = steps.find(({ request }) => request.method === "POST" && request.path === "/compute/v2.1/servers");
  expect(steps.filter(({ nestedIn }) => nestedIn?.step === create?.id)).toHaveLength(9);
  expect(steps.filter(({ client, nestedIn }) => client.startsWith("nova-c") && nestedIn !== undefined)).toEqual([]);
});
