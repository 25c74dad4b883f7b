import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "./an-entry.ts";

/** `1: "cirros"`, framed. */
const MESSAGE = Buffer.from("\0\0\0\0\u0008\u000A\u0006cirros").toString("base64");
const TYPE = "application/grpc+proto";

function aCall(status: string, { inHeaders = false } = {}): Trace {
  const entry = anEntry({ method: "POST", url: "http://cloud/image.v1.Images/Get" });
  const ended = [{ name: "grpc-status", value: status }];
  const own: Entry = {
    ...entry,
    request: { ...entry.request, postData: { mimeType: TYPE, text: MESSAGE, _encoding: "base64" } },
    response: {
      ...entry.response,
      content: { size: 13, mimeType: TYPE, text: MESSAGE, encoding: "base64" },
      ...(inHeaders ? { headers: ended } : { _trailers: ended }),
    },
  };
  return aTrace([own]);
}

describe("a call of gRPC", () => {
  test("has the service and method on its arrow, and messages by field numbers", () => {
    const { arrows, steps } = analyze(aCall("0"));
    expect(arrows.map(({ label }) => label)).toEqual(["image.v1.Images/Get", "Response: 200 OK"]);
    expect(steps[0]?.request.body).toMatchObject({
      kind: "binary",
      text: MESSAGE,
      written: 'message 1 (8 bytes)\n  1: "cirros"',
    });
    expect(steps[0]?.response.body.written).toBe('message 1 (8 bytes)\n  1: "cirros"\ntrailers\n  grpc-status: 0');
  });

  test.each([false, true])("that failed is marked as failed, wherever the status is (in headers: %s)", (inHeaders) => {
    const { arrows } = analyze(aCall("5", { inHeaders }));
    expect(arrows[1]?.label).toBe("Response: 200 OK, grpc-status 5 NOT_FOUND");
  });
});
