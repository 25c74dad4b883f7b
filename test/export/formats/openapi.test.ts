import { Validator } from "@seriousme/openapi-schema-validator";
import { assert, asyncProperty } from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";

import { readTrace } from "../../../src/trace/files/file.ts";
import { runsOf } from "../../helpers/runs.ts";
import { exportText, loginFlow, traceOf } from "../export-text.ts";
import { hostileRequests } from "../hostile.ts";

test("a recorded flow becomes a valid description", async () => {
  const text = exportText(await readTrace("traces/openstack/image-add-project.har"), "openapi");
  expect(await new Validator().validate(text)).toEqual({ valid: true });
  expect(Object.keys((parse(text) as { paths: object }).paths)).toEqual([
    "/identity",
    "/identity/v3/auth/tokens",
    "/image",
    "/image/v2/images/{image_id}",
    "/image/v2/images/{image_id}/members",
  ]);
});

test("bodies become schemas, queries become parameters", () => {
  const { paths } = parse(exportText(loginFlow(), "openapi")) as { paths: Record<string, Record<string, unknown>> };
  expect(paths["/v2/images"]?.["post"]).toMatchObject({
    requestBody: { content: { "application/json": { schema: { properties: { name: { type: "string" } } } } } },
    responses: {
      201: {
        content: {
          "application/json": {
            schema: {
              properties: {
                image: { type: "array", items: { type: "object", required: ["id", "member_id", "size"] } },
              },
            },
          },
        },
      },
    },
  });
  expect(paths["/v2/images/{image_id}"]).toMatchObject({
    parameters: [{ name: "image_id", in: "path" }],
    get: { parameters: [{ name: "member", in: "query" }] },
  });
});

test("what follows a number sign is no parameter", () => {
  const urls = ["http://a.example/page#/view?tab=open", "http://a.example/page?limit=2#/view?sort=up"];
  const { paths } = parse(exportText(traceOf(...urls.map((url) => ({ url }))), "openapi")) as {
    paths: Record<string, object>;
  };
  expect(paths["/page"]).toMatchObject({ get: { parameters: [{ name: "limit", in: "query" }] } });
});

test("whatever was recorded, the description is valid", async () => {
  await assert(
    asyncProperty(hostileRequests, async (drafts) => {
      expect(await new Validator().validate(exportText(traceOf(...drafts), "openapi"))).toEqual({ valid: true });
    }),
    { numRuns: runsOf(60) },
  );
});
