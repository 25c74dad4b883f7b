import { readFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { type Entry, type Trace, parseTrace, replay, serializeTrace } from "../../src/index.ts";
import { ROOT } from "./read-guide.ts";

/** A cloud that responds like the real one from which `traces/` was recorded. */
export interface StubCloud {
  /** Its URL. */
  readonly url: string;
  /** What a client needs to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** Text of a trace of `image add project`, as recorded from this cloud. */
  readonly good: string;
  /** The same without the image. */
  readonly bad: string;
  /** Restores the image. */
  readonly mend: () => Promise<void>;
}

/** @param isBroken whether the image is missing */
export async function startStubCloud(isBroken: boolean): Promise<StubCloud> {
  const file = join(ROOT, "traces/openstack/image-add-project.har");
  const recorded = parseTrace(readFileSync(file, "utf8"), file);
  const broken = withoutImage(recorded);
  let server = await replay(isBroken ? broken : recorded);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const [[origin, url] = ["", ""]] = server.origins;
  const text = (trace: Trace): string => serializeTrace(trace).replaceAll(new URL(origin).host, new URL(url).host);
  const command = recorded.log._wirewalk?.command;
  const calls = recorded.log.entries.map(({ request }) => ({
    method: request.method,
    url: request.url.replace(origin, url),
    body: request.postData?.text,
  }));
  return {
    url,
    env: {
      ...command?.env,
      OS_AUTH_URL: `${url}/identity`,
      OS_PASSWORD: "the-stub-takes-any",
      STUB_CALLS: JSON.stringify(calls),
    },
    good: text(recorded),
    bad: text(broken),
    mend: async () => {
      await server[Symbol.asyncDispose]();
      server = await replay(recorded, { port: Number(new URL(url).port) });
    },
  };
}

function withoutImage({ log }: Trace): Trace {
  const entries = log.entries.slice(0, 4);
  const lookup = entries[3];
  if (lookup === undefined) throw new Error("The trace has changed: its fourth exchange looked the image up.");
  const content = { size: 31, mimeType: "application/json", text: '{"message": "No image found."}\n' };
  const response: Entry["response"] = { ...lookup.response, status: 404, statusText: "Not Found", content };
  return { log: { ...log, entries: [...entries.slice(0, 3), { ...lookup, response }] } };
}

/** Replaces the OpenStack client: sends the same requests as the real one, whatever its arguments are. */
export const STUB_CLIENT = `#!/usr/bin/env node
for (const { method, url, body } of JSON.parse(process.env.STUB_CALLS)) {
  const answer = await fetch(url, { method, body, headers: body && { "content-type": "application/json" } });
  const text = await answer.text();
  if (answer.status >= 400) {
    console.error("HTTP " + answer.status + ": " + text.trim());
    process.exit(1);
  }
}
console.log("done");
`;
