import { expect, test } from "vitest";

import { cutMessages } from "../../../src/replay/http2/messages.ts";
import { readSchedule } from "../../../src/replay/http2/schedule.ts";
import { aTrace } from "../a-trace.ts";

test("a stream of many messages is scheduled in linear time", () => {
  const count = 300_000;
  // Each of them is empty: a head of five bytes.
  const body = Buffer.alloc(5 * count);
  const inHalves = (first: number, second: number) =>
    [first, second].map((time) => ({ time, size: body.byteLength / 2 }));
  const postData = { mimeType: "application/grpc", _encoding: "base64" } as const;
  const trace = aTrace({ url: "/", sent: body.toString("base64"), postData, chunks: inHalves(1, 3) });
  const { entries } = trace.log;
  for (const { request } of entries) Object.assign(request, { _chunks: inHalves(-1, 2) });
  const schedules = entries.map((entry) => readSchedule(entry, cutMessages(body)));
  const dues = schedules.flatMap(({ dueAfter }) => [0, 1, count / 2, count / 2 + 1, count].map(dueAfter));
  expect(dues).toEqual([0, 0, count / 2, count / 2, count]);
});
