import { describe, expect, test } from "vitest";

import type { Entry } from "../../../../src/trace/model/types.ts";
import { type Run, runRecorded } from "../run-recorded.ts";
import { CLIENTS, NODES } from "./nodes.ts";
import { type SeenRequest, startScenarioServer } from "./scenario-server.ts";

describe.each(Object.entries(NODES))("Node %s", (_version, node) => {
  test("programs notice nothing, servers receive the same bytes, and the trace contains every exchange", async () => {
    const server = await startScenarioServer();
    const runScenarios = (isRecorded: boolean): Promise<Run> =>
      runRecorded(new URL("scenarios.mjs", CLIENTS), { node, isRecorded, args: [server.origin], env: AS_IT_IS });
    const bare = await runScenarios(false);
    const seenBare = server.takeSeen();
    const recorded = await runScenarios(true);
    const seen = server.takeSeen();

    expect(bare.stdout).toContain('["got","reset",');
    expect(lines(recorded)).toEqual(lines(bare));
    expect(seen.map(withoutBoundary)).toEqual(seenBare.map(withoutBoundary));
    const reached = recorded.entries.filter(({ request }) => !/\/(?:refused|never-sent)/.test(request.url));
    expect(reached.map(toSeen)).toEqual(seen.map(asRecorded));
    // Responses that the program has read to their end are in the trace, decoded.
    const answers = new Set(
      reached.filter(isRead).map(({ request, response }) => `${lastPart(request.url)} ${response.content.text}`),
    );
    expect([...answers].filter((answer) => /^(?:gzip|chunked|head) /.test(answer)).toSorted()).toEqual([
      "chunked one two three",
      `gzip ${"unzipped ".repeat(50)}`,
      "head undefined",
    ]);
    expect(
      [...answers]
        .filter((answer) => answer.startsWith("echo "))
        .every((answer) => /^echo got \d+: \S* é$/.test(answer)),
    ).toBe(true);
  });
});

/** The test's own data contains nothing to mask. */
const AS_IT_IS = { WIREWALK_CLIENT: "scenarios" };

const lines = ({ stdout }: Run): readonly unknown[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);

/** The recorder does not read a response that the program does not read. */
const isRead = ({ request }: Entry): boolean => !/\/unread\//.test(request.url);

const lastPart = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";

function toSeen({ request }: Entry): SeenRequest {
  return {
    method: request.method,
    path: new URL(request.url).pathname + new URL(request.url).search,
    headers: request.headers.flatMap(({ name, value }) => [name, value]),
    body: Buffer.from(request.postData?.text ?? "", request.postData?._encoding ?? "utf8").toString("base64"),
  };
}

function withoutBoundary(request: SeenRequest): SeenRequest {
  const body = Buffer.from(request.body, "base64").toString("latin1");
  return {
    ...request,
    headers: request.headers.map(nameBoundary),
    body: nameBoundary(body),
  };
}

const nameBoundary = (text: string): string => text.replaceAll(/-{4}formdata-undici-\d+/g, "BOUNDARY");

/** Node's server reads header bytes as ISO 8859-1; the recorder as UTF-8 if they are valid UTF-8. */
function asRecorded(request: SeenRequest): SeenRequest {
  const decode = (field: string): string => {
    const text = Buffer.from(field, "latin1").toString();
    return text.includes("\uFFFD") ? field : text;
  };
  return { ...request, headers: request.headers.map(decode) };
}
