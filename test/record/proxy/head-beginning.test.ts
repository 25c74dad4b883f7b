import { expect, test } from "vitest";

import { beginningOf } from "../../../src/record/proxy/head-beginning.ts";
import { type HeadChange, rewriteHead } from "../../../src/record/proxy/rewrite-head.ts";

const TO_SERVER: HeadChange = { cutsOrigin: true, without: new Set(["proxy-connection", "proxy-authorization"]) };
const REVERSE: HeadChange = {
  cutsOrigin: true,
  without: new Set(["wirewalk-token", "proxy-connection"]),
  basePath: "/base",
  host: "server.example",
};

const HEADS = [
  "GET http://a.example/b HTTP/1.1\r\nHost: a.example\r\nX-One: 1\r\n\r\n",
  "GET http://a.example/b HTTP/1.1\r\nProxy-Connection: Keep-Alive\r\n folded\r\nProxy: mine\r\nHost: a\r\n\r\n",
  "\r\n\nOPTIONS http://a.example HTTP/1.1\nhost : a\n\tfolded\nPROXY-authorization: x\nProxy-Authorization\n\n",
  "GET / HTTP/1.1\r\n\rProxy-Connection: x\r\nHost\r\nHosting: y\r\nWirewalk-Token:z\r\n: no name\r\n\r\n",
];

test.each([TO_SERVER, REVERSE])(
  "the sent part of an incomplete head is the beginning of the complete one (%#)",
  (change) => {
    for (const text of HEADS) {
      const raw = Buffer.from(text, "latin1");
      const whole = rewriteHead(raw, change).bytes.toString("latin1");
      const firstLine = text.indexOf("\n", text.search(/[A-Z]/)) + 1;
      const wrong = Array.from({ length: raw.length - firstLine }, (_, index) =>
        raw.subarray(0, firstLine + index),
      ).filter((part) => !whole.startsWith(beginningOf(part, change).bytes.toString("latin1")));
      expect(wrong.map(String)).toEqual([]);
    }
  },
);

test("no more is held back than a line that may be changed", () => {
  const sent = (text: string): string => beginningOf(Buffer.from(text), TO_SERVER).bytes.toString();
  const line = "GET http://a.example/b HTTP/1.1\r\n";
  expect(sent(line)).toBe("GET /b HTTP/1.1\r\n");
  expect(sent(`${line}X-Sl`)).toBe("GET /b HTTP/1.1\r\nX-Sl");
  expect(sent(`${line}Proxy-C`)).toBe("GET /b HTTP/1.1\r\n");
  expect(sent(`${line}Proxy-Connection: cl`)).toBe("GET /b HTTP/1.1\r\n");
  expect(sent(`${line}Proxy-Cookie`)).toBe("GET /b HTTP/1.1\r\nProxy-Cookie");
});
