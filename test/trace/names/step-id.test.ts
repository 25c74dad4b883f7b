import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createStepIds, slugStep } from "../../../src/trace/names/step-id.ts";
import { runsOf } from "../../helpers/runs.ts";

describe("slugStep", () => {
  test.for([
    ["GET", "http://h/image/v2/images/9faa1c11-4f2b-4d1b-8df2-2f7be4a1a1f1/members", "get-image-v2-images-id-members"],
    ["POST", "http://h/identity/v3/auth/tokens", "post-identity-v3-auth-tokens"],
    ["GET", "http://h", "get"],
    ["GET", "http://h/", "get"],
    ["GET", "http://h/v2.1/servers?name=a/b#c", "get-v2-1-servers"],
    ["GET", "http://h?x=/servers", "get"],
    ["CONNECT", "h.example:443", "connect-h-example-443"],
    ["OPTIONS", "*", "options"],
    ["GET", "http://h/100%/a%2Fb", "get-100-a-b"],
    ["GET", "http://h/exports/9faa1c11-4f2b-4d1b-8df2-2f7be4a1a1f1.csv", "get-exports-id-csv"],
    ["GET", "http://h/reports/2024.csv", "get-reports-2024-csv"],
    ["GET", "http://h/projects/REDACTED-token-7/x", "get-projects-redacted-token-x"],
  ] as const)("%s %s is %s", ([method, url, slug]) => {
    expect(slugStep(method, url)).toBe(slug);
  });

  test.for([
    ["all digits", "42"],
    ["a UUID", "9FAA1C11-4f2b-4d1b-8df2-2f7be4a1a1f1"],
    ["a UUID without dashes", "9faa1c114f2b4d1b8df22f7be4a1a1f1"],
    ["hex with a digit", "0c4f5a9be2d1"],
    ["a ULID", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
    ["mixed random", "V1StGXR8_Z5jdHi6BmyT"],
  ] as const)("%s names one of many resources", ([, segment]) => {
    expect(slugStep("GET", `http://h/things/${segment}/parts`)).toBe("get-things-id-parts");
  });

  test.for([
    ["deadbeefcafe"],
    ["v3"],
    ["os-volume-attachments"],
    ["OS-KSADM"],
    ["e2b"],
    ["getServerDiagnostics"],
  ] as const)("%s is a name", ([segment]) => {
    expect(slugStep("GET", `http://h/${segment}`)).toBe(`get-${segment.toLowerCase()}`);
  });

  test.for([
    ["서버", "seobeo"],
    ["한국어", "hangukeo"],
    ["café", "cafe"],
    ["ﬁle①", "file1"],
    ["日本", "65e5672c"],
  ] as const)("%s is written in ASCII as %s", ([name, ascii]) => {
    expect(slugStep("GET", `http://h/${encodeURIComponent(name)}`)).toBe(`get-${ascii}`);
    expect(slugStep("GET", `http://h/${name}`)).toBe(`get-${ascii}`);
  });

  test("any request has a short slug that Markdown and URLs accept unchanged", () => {
    const path = fc.oneof(fc.string({ unit: "binary" }), fc.webPath(), fc.string());
    fc.assert(
      fc.property(fc.constantFrom("GET", "DELETE"), path, (method, anyPath) => {
        const slug = slugStep(method, `https://host.example/${anyPath}`);
        expect(slug).toMatch(/^(?:get|delete)(?:-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

describe("createStepIds", () => {
  test("numbers repeats of the same call", () => {
    const nextId = createStepIds();
    const ids = ["/images/1", "/images/2", "/servers", "/images/1"].map((path) => nextId("GET", `http://h${path}`));
    expect(ids).toEqual(["get-images-id", "get-images-id-2", "get-servers", "get-images-id-3"]);
  });

  test("gives every request a separate ID, even if a path ends like one of our numbers", () => {
    // If a number shortens a long one, the result is a different ID.
    const long = [71, 72, 73, 74, 76, 90].map((length) => `/${"long".repeat(30).slice(0, length)}`);
    const paths = fc.array(
      fc.constantFrom("/a", "/a-2", "/a-2-2", "/a-3", "/a-1", "/a-02", `/${"long-".repeat(30)}`, ...long),
      {
        maxLength: 14,
      },
    );
    fc.assert(
      fc.property(paths, (many) => {
        const nextId = createStepIds();
        const ids = many.map((path) => nextId("GET", `http://h${path}`));
        expect(new Set(ids).size).toBe(ids.length);
        expect(Math.max(0, ...ids.map((id) => id.length))).toBeLessThanOrEqual(80);
      }),
      { numRuns: runsOf(1000) },
    );
  });
});
