import { expect, test } from "vitest";

import { createCorpus } from "../secrets/corpus.ts";
import { importMessages } from "../secrets/import-messages.ts";
import { type Message, aText } from "../secrets/plant.ts";

const { plants, decoys } = createCorpus("2");

/** A learned secret is masked in places where nothing else reveals it: one that a recording did not learn stays visible. */
const repeat = (traces: readonly string[]): Message => ({ responseBody: aText(`seen: ${traces.join(" ")}`) });

/** A body as a header with an unknown name, whose values are remembered. */
function toHeaders(messages: readonly Message[]): readonly Message[] {
  return messages.flatMap(({ requestBody, responseBody }) =>
    [requestBody, responseBody]
      .map((body) => encodeURIComponent(body?.bytes.toString() ?? ""))
      .filter((value) => value !== "" && value.length <= 256)
      .map((value) => ({ requestHeaders: [["X-Own", value] as const] })),
  );
}

test("a recording is masked alike whatever the process recorded before", () => {
  const recordings = [
    ...plants.map(({ messages, traces }) => messages.concat(repeat(traces))),
    ...plants.map(({ messages, traces }) => toHeaders(messages).concat(repeat(traces))),
    ...decoys.map(({ messages }) => messages),
  ].filter((_, index) => index % 41 === 0);
  const first = recordings.map((messages) => importMessages(messages).text);
  const second = recordings.toReversed().map((messages) => importMessages(messages).text);
  expect(second.toReversed()).toEqual(first);
});
