import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact } from "./redact.ts";

/** Texts that begin a rule and never end it: if a rule reads to the end of the text each time, a text of this length takes minutes. */
const BEGINNINGS: readonly string[] = [
  "pass=",
  "pass=x;",
  "sntrys_",
  '"',
  "'",
  "\\",
  String.raw`\"`,
  "-----BEGIN ",
  "-----BEGIN PRIVATE",
  "password: |\n  ",
  "a=b&",
  "://a:",
  "data:\n",
  "data: {\n",
  "event: token\ndata: ",
  '[("password",',
  "echo a ",
  "echo aaa | ",
  "htpasswd -b ",
  "htpasswd -b a a a ",
  "--password-stdin ",
  "password-command echo ",
  "auth=('a','",
  "random_password\n  a\n",
  "7z -pabc ",
  "lftp -u a,",
  "<a ",
  '<a b="',
  "<![CDATA[",
  "&lt;",
  "%25",
  String.raw`\u0041`,
  "eyJa.eyJ",
  "Bearer ",
  "mysql -p",
  "docker login ",
  "jdbc:oracle:thin:",
  "WIFI:",
  "|a|",
  "\t",
  "  ",
  "\n",
  '{"a":',
  "[",
  "machine a login b ",
  "=41",
  "0x41, ",
  "YWFh",
  "a/b+c_",
  "/reset/",
  "a@b://c@",
  "?a=b#c=d;e=",
  "REDACTED-token-~1 ",
  "sc_a.a.acc_",
];

const SIZE = 20_000;

test.each(BEGINNINGS)("a long text of %j does not keep the secret after it from being found", (beginning) => {
  const secret = "k7Dq9xYz2LmN";
  const text = `${beginning.repeat(Math.ceil(SIZE / beginning.length))}\n\nOS_PASSWORD=${secret}\n\n`;
  const exchanges = [
    anExchange({ responseBody: aBody(text, "text/plain") }),
    anExchange({ responseBody: aBody(JSON.stringify({ log: text }), "application/json") }),
    anExchange({ responseBody: { ...aBody(text, "text/plain"), sha256: "0".repeat(64) } }),
  ];
  expect(JSON.stringify(redact(...exchanges))).not.toContain(secret);
  expect(scanText(text).length).toBeGreaterThan(0);
});
