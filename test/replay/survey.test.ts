import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { surveyTrace } from "../../src/replay/survey.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

test("a replay of a gathered trace names exchanges by the numbers that show draws", () => {
  const recorders = ["a", "b"].map((id) => ({ id, name: id, sha256: "0".repeat(16), exchanges: 2 }));
  const entries = [0, 10].flatMap((at) => [
    anEntry({ at, took: 5, own: { _id: `one-${at}`, _recorder: "a" } }),
    anEntry({
      at: at + 1,
      took: 3,
      own: { _id: `twin-${at}`, _recorder: "b", _twinOf: `one-${at}`, _twinBy: "request-id" },
    }),
  ]);
  const trace = aTrace(entries, { recorders });
  const shown = analyze(trace).steps.map(({ request, response }) => `(${request.number})-(${response.number})`);
  const { recorded } = surveyTrace(trace);
  expect(recorded.map(({ pair }) => pair)).toEqual([shown[0], shown[0], shown[1], shown[1]]);
});
