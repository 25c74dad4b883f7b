import stringWidth from "string-width";
import { expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { toStepTable } from "../../../src/diagram/terminal/step-table.ts";
import type { WebSocketMessage } from "../../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../../analyze/an-entry.ts";

const walkthrough = analyze(
  aTrace([
    anEntry({
      url: "http://nova/servers",
      method: "POST",
      status: 202,
      reason: "Accepted",
      took: 40,
      own: { _server: "nova" },
    }),
    anEntry({
      url: "http://이미지/이미지/목록",
      at: 5,
      took: 12.34,
      answer: {},
      own: { _client: "nova", _server: "이미지" },
    }),
    anEntry({
      url: "http://nova/gone",
      at: 50,
      status: 0,
      reason: "",
      own: { _server: "nova", _error: { code: "ECONNRESET", message: "", phase: "wait" } },
    }),
  ]),
);

test("number, method, path, response, duration, size, and participant, with the sender if it is not the caller", () => {
  expect(`\n${toStepTable(walkthrough, { color: false })}`).toBe(`
#  method  path          response        ms  bytes  participant
1  POST    /servers      202 Accepted  40.0      0  nova
2  GET     /이미지/목록  200 OK        12.3      2  nova → 이미지
5  GET     /gone         ECONNRESET     1.0      0  nova
`);
});

test("fits a terminal, however wide its characters are", () => {
  for (const width of [10, 12, 20, 30, 40, 46, 50, 60, 80]) {
    for (const line of toStepTable(walkthrough, { width, color: false }).split("\n")) {
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  }
});

test("omits the least important columns first", () => {
  const columnsAt = (width: number): string | undefined =>
    toStepTable(walkthrough, { width, color: false })
      .split("\n")[0]
      ?.replaceAll(/ +/g, " ")
      .replace(/part….*/, "participant");
  expect([80, 46, 40, 32, 22, 12].map(columnsAt)).toEqual([
    "# method path response ms bytes participant",
    "# method path response ms participant",
    "# method path response participant",
    "# method path response",
    "# path response",
    "# path",
  ]);
});

test("the response has the color of its class", () => {
  const [, ...lines] = toStepTable(walkthrough, { color: true }).split("\n");
  expect(lines[0]).toContain("\u001B[32m202 Accepted");
  expect(lines[2]).toContain("\u001B[31mECONNRESET");
});

test("for a WebSocket, the number of messages in each direction, without pings", () => {
  const message = (type: "send" | "receive", opcode: number): WebSocketMessage => ({
    type,
    opcode,
    data: "x",
    time: 1,
  });
  const entry = anEntry({
    url: "http://nova/events",
    status: 101,
    reason: "Switching Protocols",
    own: {
      _webSocketMessages: [message("send", 1), message("receive", 9), message("send", 10), message("receive", 2)],
    },
  });
  const table = toStepTable(analyze(aTrace([entry])), { color: false });
  expect(table).toContain("101 Switching Protocols, 1 sent, 1 received");
});
