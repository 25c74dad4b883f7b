import { analyze } from "../../src/analyze/analyze.ts";
import { exportTrace } from "../../src/export/export.ts";
import type { ExportFormat } from "../../src/export/formats.ts";
import { type Call, type Script, toScript } from "../../src/export/script.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { aTrace } from "../replay/a-trace.ts";

/** A request of a test. */
export interface RequestDraft {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly mimeType?: string;
}

/** A trace of requests that each got an empty 200 response. */
export function traceOf(...drafts: readonly RequestDraft[]): Trace {
  const { log } = aTrace(...drafts.map(({ method = "GET" }) => ({ method, url: "/" })));
  const entries = log.entries.map((entry, index) => {
    const { url = "http://cloud.example/", headers = [], body, mimeType = "text/plain" } = drafts[index] ?? {};
    const postData = body === undefined ? {} : { postData: { mimeType, text: body } };
    const named = headers.map(([name, value]) => ({ name, value }));
    return { ...entry, request: { ...entry.request, url, headers: named, ...postData } };
  });
  return { log: { ...log, entries } };
}

export function exportText(trace: Trace, format: ExportFormat): string {
  const exported = exportTrace(trace, { format });
  if (typeof exported === "string") return exported;
  throw new TypeError(`${format} is a folder`);
}

export function scriptOf(trace: Trace): Pick<Script, "inputs"> & { readonly calls: readonly Call[] } {
  const { inputs, calls } = toScript([analyze(trace)]);
  return { inputs, calls: Array.from(calls) };
}

/** Log in, create an image, and show it: the later requests need values from the earlier responses. */
export function loginFlow(): Trace {
  const id = "5eedb9fa-da05-49a3-ba74-adfa77563b8f";
  const token = [["X-Auth-Token", "REDACTED-token-1"]] as const;
  const { log } = traceOf(
    {
      method: "POST",
      url: "http://keys.example/v3/auth/tokens",
      body: '{"password":"REDACTED-password-1"}',
      mimeType: "application/json",
    },
    {
      method: "POST",
      url: "http://images.example/v2/images",
      headers: token,
      body: '{"name":"it\'s"}',
      mimeType: "application/json",
    },
    { url: `http://images.example/v2/images/${id}?member=4711`, headers: token },
  );
  const answers = [
    { status: 201, headers: [{ name: "X-Subject-Token", value: "REDACTED-token-1" }], text: "{}" },
    { status: 201, headers: [], text: JSON.stringify({ image: [{ id, member_id: 4711, size: 12 }] }) },
    { status: 404, headers: [], text: '{"fault":"gone"}' },
  ];
  const entries = log.entries.map((entry, index) => {
    const { status = 200, headers = [], text = "" } = answers[index] ?? {};
    const content = { size: text.length, mimeType: "application/json", text };
    return { ...entry, response: { ...entry.response, status, headers, content } };
  });
  return { log: { ...log, entries } };
}
