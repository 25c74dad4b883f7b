import { describe, expect, test } from "vitest";

import { SECRET_HEADERS, SECRET_HEADER_ENDINGS } from "../../../src/redact/names/header-names.ts";
import { SECRET_ENDINGS, SECRET_NAMES } from "../../../src/redact/names/member-names.ts";
import { DOCUMENT_SHAPES } from "../../../src/redact/places/document-shapes.ts";
import { findLoudParts } from "../../../src/redact/places/loud-parts.ts";
import { TEXT_WORDS } from "../../../src/redact/places/loud-words.ts";
import { SHAPES, findNamed, findNamedEverywhere, mayHoldNamed } from "../../../src/redact/places/named.ts";
import { isQuietJson } from "../../../src/redact/places/quiet-json.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

const NAMES = [
  ...Object.values(SECRET_NAMES).flat(),
  ...SECRET_ENDINGS.map(([ending]) => ending),
  ...Object.keys(SECRET_HEADERS),
  ...SECRET_HEADER_ENDINGS.map(([ending]) => ending),
];

/** Shapes that no body of the corpus has. */
const SAMPLES = [
  "DB_PASSWORD => kT9wex9o0fp97oQz1\nHOME => /x",
  '<stringProp name="Argument.name">password</stringProp>\n<stringProp name="Argument.value">kT9wex9o0fp97oQz1</stringProp>',
  'createHmac("sha256", "kT9wex9o0fp97oQz1").update(body)',
  ".example.org\tTRUE\t/\tTRUE\t1790000000\tsid\tkT9wex9o0fp97oQz1",
  "rtmp://live.example.org/app/kT9wex9o0fp97oQz1",
  "[client.admin]\n\tkey = AQkT9wex9o0fp97oQz1kT9wex9o0fp97oQz1xZ==",
  "plink -ssh joe@h -pw hunter2hunter2",
  "sqlplus joe/hunter2hunter2@db",
  "WIFI:S:home;T:WPA;P:hunter2hunter2;;",
  "? password\n: kT9wex9o0fp97oQz1",
  '"password": kT9wex9o0fp97oQz1',
  "- name: a\n  sensitive: true\n  value: kT9wex9o0fp97oQz1",
  "- name: a\n  value: kT9wex9o0fp97oQz1\n  sensitive: true",
  "password eq 'hunter2hunter2'",
  'type=EXECVE argc=3 a0="mysql" a1="-u" a2="-phunter2hunter2"',
  'type=EXECVE argc=3 a0="x" a1="--password" a2="hunter2hunter2"',
  "  x:\n    default: hunter2hunter2\n    type: string\n    hidden: true",
  "SELECT AES_ENCRYPT(x, 'hunter2hunter2')",
  "snmp {\n    community hunter2hunter2 {\n        authorization read-only;\n    }\n}",
  "\toption ssid 'Home'\n\toption encryption 'psk2'\n\toption key 'hunter2hunter2'",
  "radtest joe hunter2hunter2 127.0.0.1 0 testing1234",
  "check_mysql -H h -u nagios -p 'hunter2hunter2'",
  "Password for the [elastic] user successfully reset.\nNew value: kT9wex9o0fp97oQz1",
  `<property name="env.DEPLOY" value="hunter2hunter2"><type rawValue="password display='hidden'"/></property>`,
  "SQL> CONNECT scott/hunter2hunter2@//db:1521/ORCL",
  "SELECT * FROM mysql('db:3306', 'app', 'users', 'joe', 'hunter2hunter2')",
  "SELECT * FROM s3('https://b.s3.example/a.csv', 'AKIAIOSFODNN7EXAMPLE', 'kT9wex9o0fp97oQz1', 'CSV')",
  "pin: 4821",
];

const aToken = (_: unknown, index: number): string => `"kT9wex9o0fp97oQz${index}"`;
const aCookie = (_: unknown, index: number): string => `c${index}=kT9wex9o0fp97oQz${index}`;

const LINES = [
  "2026-11-29 10:00:00.123 12 INFO nova.compute [req-7f3a] Took 3.2 seconds to spawn it",
  "  Linked 14 files in 2 folders, as usual",
  "GET /v2/images?limit=8 200 12 ms",
];

/** Log lines without any secret. */
const quiet = (count: number): string => Array.from({ length: count }, (_, at) => LINES[at % LINES.length]).join("\n");

/** A text among others, on its own lines or within a long line. */
const inLines = (text: string): string => `${quiet(10)}\n${text}\n${quiet(10)}`;
const inLine = (text: string): string => `${quiet(4)} ${text.replaceAll("\n", " ")} ${"x ".repeat(600)}${quiet(4)}`;

const listHits = (hits: ReturnType<typeof findNamed>): string[] =>
  Array.from(new Set(hits.map(({ start, end, secretClass }) => `${start} ${end} ${secretClass}`))).toSorted();

/** Bodies of the corpus that differ in more than a secret, an ID, or a number. */
function listKinds(): string[] {
  const kinds = new Map<string, string>();
  for (const body of listBodies(400)) {
    const kind = body.replaceAll(/[\w+/=.-]*\d[\w+/=.-]*/g, "0").slice(0, 200);
    if (body.length < 2000 && !kinds.has(kind)) kinds.set(kind, body);
  }
  return Array.from(kinds.values());
}

const KINDS = listKinds();

/** All of them together take half a minute. */
const EVERY = 4;

describe("the parts of a text that are searched", () => {
  test("show everything that a search of the whole text shows", () => {
    const bodies = KINDS.filter((_, index) => index % EVERY === 0);
    const shares = bodies.map((body, index) => {
      const text = (index % 4 === 0 ? inLine : inLines)(body);
      expect(listHits(findNamed(text)), text).toEqual(listHits(findNamedEverywhere(text)));
      return findLoudParts(text).reduce((sum, { start, end }) => sum + end - start, 0) / text.length;
    });
    expect(shares.length).toBeGreaterThan(200);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeLessThan(0.4);
  });

  test("have a word of each shape", () => {
    const texts = [...KINDS, ...SAMPLES];
    const unread = [...SHAPES, ...DOCUMENT_SHAPES].filter(({ pattern }) => {
      const own = texts.find((text) => text.search(pattern) >= 0 && findNamedEverywhere(text).length > 0);
      if (own === undefined) return true;
      const text = inLines(own);
      expect(listHits(findNamed(text)), String(pattern)).toEqual(listHits(findNamedEverywhere(text)));
      return false;
    });
    // A new shape needs a secret in the corpus or a sample here.
    expect(unread.map(({ pattern }) => String(pattern))).toEqual([]);
  });

  test("are none in a log without secrets, and few lines around a secret", () => {
    expect(findLoudParts(quiet(1000))).toEqual([]);
    const text = `${quiet(500)}\nOS_PASSWORD=hunter2hunter2\n${quiet(500)}`;
    const [part, ...others] = findLoudParts(text);
    expect(others).toEqual([]);
    expect(text.slice(part?.start, part?.end).split("\n")).toHaveLength(5);
  });

  test.each([
    `<password>REDACTED-password-~1</password>`,
    `<wsse:Password>REDACTED-password-3</wsse:Password>`,
    `{"client_secret": "REDACTED-secret-kqz482197364"}`,
    String.raw`\"token\":\"REDACTED-token-~2\",`,
    "Took 3 seconds for REDACTED-token-~2",
  ])("have no name whose value is an alias: %s", (text) => {
    expect(findLoudParts(inLines(text))).toEqual([]);
    expect(findNamedEverywhere(inLines(text))).toEqual([]);
  });

  test.each([
    `<password>REDACTED-password-~1</password> it is: kT9wex9o0fp97oQz1`,
    `<password>REDACTED-password-~1</b> <password>kT9wex9o0fp97oQz1</password>`,
    `<password>REDACTED-password-~1kT9wex9o0fp97oQz1</password>`,
    `{"token": "REDACTED-token-~1", "password": "kT9wex9o0fp97oQz1"}`,
    `{"token": "REDACTED-token-~1" + "kT9wex9o0fp97oQz1", "x": "token=kT9wex9o0fp97oQz1"}`,
    `"token": "REDACTED-token-~1" password=kT9wex9o0fp97oQz1`,
    `<p>Your API token:</p>\n<pre>\n<code>\n<b>\nkT9wex9o0fp97oQz1</b>`,
    `<a\n  password="x">\n\n\n<password>\n\n\nkT9wex9o0fp97oQz1\n</password>`,
  ])("show the text next to an alias or tags: %j", (text) => {
    for (const own of [inLines(text), inLine(text), text])
      expect(listHits(findNamed(own)), own).toEqual(listHits(findNamedEverywhere(own)));
  });

  test("are short in XML, whether it has lines or not", () => {
    const items = (count: number): string[] => Array.from({ length: count }, () => "<server><id>7f3a</id></server>");
    for (const between of ["", "\n"]) {
      const text = [...items(500), "<password>kT9wex9o0fp97oQz1</password>", ...items(500)].join(between);
      const [part, ...others] = findLoudParts(text);
      expect(others).toEqual([]);
      expect(text.slice(part?.start, part?.end)).toContain("kT9wex9o0fp97oQz1");
      expect(text.slice(part?.start, part?.end).length).toBeLessThan(1200);
    }
  });

  test("are found by a word that each name of a secret contains", () => {
    const without = NAMES.filter((name) => ![...TEXT_WORDS, "pw"].some((word) => name.includes(word)));
    // The shapes do not match names beyond ASCII.
    expect(without.filter((name) => /^[\w-]+$/.test(name))).toEqual([]);
  });

  test.each<[what: string, write: (length: number) => string]>([
    ["in quotes", (length) => `"client_secret": "${"some words, ".repeat(length / 12)}kT9wex9o0fp97oQz1"`],
    ["in escaped quotes", (length) => `\\"client_secret\\": \\"${"Opt=value;".repeat(length / 10)}Foo=kT9wex9o0fp9\\"`],
    ["in a list", (length) => `tokens = [${Array.from({ length: length / 24 }, aToken).join(", ")}]`],
    ["of cookies", (length) => `Cookie: ${Array.from({ length: length / 24 }, aCookie).join("; ")}`],
    [
      "of settings",
      (length) => `\nCREDENTIALS=${Array.from({ length: length / 24 }, aToken).join(",")}\n`.replaceAll('"', ""),
    ],
  ])("include a long value %s", (_what, write) => {
    for (const length of [240, 480, 960, 1920, 3600]) {
      const text = `${"x ".repeat(600)}${write(length)} ${"x ".repeat(600)}`;
      expect(listHits(findNamedEverywhere(text))).not.toEqual([]);
      expect(listHits(findNamed(text)), text).toEqual(listHits(findNamedEverywhere(text)));
    }
  });

  test.each([
    "java -Dotp=kT9wex9o0fp9 -jar a.jar",
    "curl\n\t-u\tjoe:kT9wex9o0fp97oQz1",
    "net\tuse x: \\\\h\\s /user:joe kT9wex9o0fp97oQz1",
    "user_data\n=>\n\n\n'kT9wex9o0fp97oQz1'",
  ])("show %j", (text) => {
    expect(listHits(findNamedEverywhere(inLines(text)))).not.toEqual([]);
    expect(listHits(findNamed(inLines(text)))).toEqual(listHits(findNamedEverywhere(inLines(text))));
  });
});

describe("a name of a secret", () => {
  test.each([": ", "="])("is checked in short texts and in strings of JSON before %j", (separator) => {
    const texts = NAMES.map((name) => `x ${name}${separator}kT9wex9o0fp97oQz1`);
    expect(texts.filter((text) => !mayHoldNamed(text))).toEqual([]);
    expect(texts.filter((text) => isQuietJson(JSON.stringify({ log: text })))).toEqual([]);
  });
});
