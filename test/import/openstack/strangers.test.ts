import { describe, expect, test } from "vitest";

import { importTrace } from "../../../src/import/import.ts";
import { redactTrace } from "../../../src/redact/redact-trace.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { STRANGERS_LOGS } from "./strangers.ts";

describe("logs that other people posted", () => {
  test.for(STRANGERS_LOGS)("$name", ({ lines, sent, secrets = [] }) => {
    const trace = importTrace(lines.join("\n"), "x.log");
    const told = trace.log.entries.map(({ request, response, _error }) => {
      const { pathname, search } = new URL(request.url);
      const status = _error?.code === undefined ? String(response.status) : "failed";
      const body = secrets.some((secret) => response.content.text?.includes(secret)) ? "" : response.content.text;
      return `${request.method} ${pathname}${search} ${status} ${body ?? ""}`.trim();
    });
    expect(told).toEqual(sent);
    const { chunks } = redactTrace(trace, createRedactor());
    const text = Array.from(chunks).join("");
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
