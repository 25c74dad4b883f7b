import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

import { Agent, type Dispatcher, FormData, request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import type { PostData } from "../../src/trace/model/types.ts";
import { aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

interface Sent {
  readonly type?: string;
  readonly encoding?: string;
  readonly body: Dispatcher.DispatchOptions["body"] | FormData;
}

/** The response to each recorded body is its name; sends bodies, one after the other, and returns the responses. */
async function postAll(
  recorded: Readonly<Record<string, Partial<PostData>>>,
  bodies: readonly Sent[],
): Promise<readonly string[]> {
  const entries = Object.entries(recorded);
  const trace = aTrace(
    ...entries.map(([name, postData]) => ({ url: "/", method: "POST", text: name, sent: "", postData })),
  );
  const server = await startReplay(trace);
  // The global class belongs to the undici that was loaded first, and Node's own does not know this FormData.
  const dispatcher = new Agent();
  onTestFinished(() => dispatcher.destroy());
  const texts: string[] = [];
  for (const { body, type, encoding } of bodies) {
    const headers = { ...(type && { "content-type": type }), ...(encoding && { "content-encoding": encoding }) };
    const answer = await request(server.urlFor("http://cloud.example/"), {
      method: "POST",
      headers,
      body: body ?? "",
      dispatcher,
    });
    texts.push(await answer.body.text());
  }
  expect(server.misses).toEqual([]);
  return texts;
}

const BYTES = "application/octet-stream";
const FORM = "application/x-www-form-urlencoded";
const up = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
const down = Buffer.from(up.toReversed());

function inBase64(bytes: Buffer, mimeType = BYTES): Partial<PostData> {
  return { mimeType, text: bytes.toString("base64"), _encoding: "base64" };
}

interface Field {
  readonly name: string;
  readonly file?: string;
  readonly value: string | Buffer;
}

/** As it was recorded, with the boundary of that time. */
function aRecordedForm(...fields: readonly Field[]): Partial<PostData> {
  const parts = fields.flatMap(({ name, file, value }) => [
    `--then\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? "" : `; filename="${file}"`}\r\n\r\n`,
    value,
    "\r\n",
  ]);
  const bytes = Buffer.concat([...parts, "--then--\r\n"].map((part) => Buffer.from(part)));
  const mimeType = "multipart/form-data; boundary=then";
  return fields.some(({ value }) => typeof value !== "string")
    ? inBase64(bytes, mimeType)
    : { mimeType, text: bytes.toString() };
}

/** As a client sends it now, with a new boundary. */
function aForm(...fields: readonly Field[]): Sent {
  const body = new FormData();
  for (const { name, file, value } of fields) {
    if (file === undefined) body.append(name, String(value));
    else body.append(name, new Blob([value]), file);
  }
  return { body };
}

describe("bytes", () => {
  test("are compared as bytes", async () => {
    const recorded = { up: inBase64(up), down: inBase64(down) };
    const asked = [down, up, down].map((body) => ({ body, type: BYTES }));
    expect(await postAll(recorded, asked)).toEqual(["down", "up", "down"]);
  });

  test("that were compressed when sent, and text in another charset, are compared after decoding", async () => {
    const recorded = { ape: { text: "singe", mimeType: "" }, pupil: { text: "élève", mimeType: "" } };
    expect(
      await postAll(recorded, [
        { body: gzipSync("élève"), encoding: "gzip" },
        { body: Buffer.from("élève", "latin1"), type: "text/plain; charset=iso-8859-1" },
        { body: gzipSync("singe"), encoding: "gzip" },
      ]),
    ).toEqual(["pupil", "pupil", "ape"]);
  });
});

describe("uploads", () => {
  const p = { name: "f", file: "p.txt", value: "content of p" };
  const q = { name: "f", file: "q.txt", value: "content of q" };

  test("are distinguished by their parts, whatever the boundary", async () => {
    expect(await postAll({ p: aRecordedForm(p), q: aRecordedForm(q) }, [aForm(q), aForm(p)])).toEqual(["q", "p"]);
  });

  test("by the name of a file alone, of a field alone, by an empty file, and by the order of two", async () => {
    const recorded = {
      p: aRecordedForm(p),
      renamed: aRecordedForm({ ...p, file: "other.txt" }),
      "another field": aRecordedForm({ ...p, name: "g" }),
      empty: aRecordedForm({ ...p, value: "" }),
      "p, q": aRecordedForm(p, q),
      "q, p": aRecordedForm(q, p),
    };
    const asked = [
      aForm(q, p),
      aForm(p, q),
      aForm({ ...p, value: "" }),
      aForm({ ...p, name: "g" }),
      aForm({ ...p, file: "other.txt" }),
      aForm(p),
    ];
    expect(await postAll(recorded, asked)).toEqual(Object.keys(recorded).toReversed());
  });

  test("of bytes", async () => {
    const [one, two] = [up, down].map((value) => ({ name: "f", file: "a.bin", value }));
    if (one === undefined || two === undefined) throw new Error("unreachable");
    expect(await postAll({ one: aRecordedForm(one), two: aRecordedForm(two) }, [aForm(two), aForm(one)])).toEqual([
      "two",
      "one",
    ]);
  });

  test("of JSON, whatever its white space", async () => {
    const metadata = (value: string): Field => ({ name: "metadata", value });
    const recorded = {
      one: aRecordedForm(metadata('{"name": "one", "n": 1}'), p),
      two: aRecordedForm(metadata('{"name": "two", "n": 1}'), p),
    };
    expect(await postAll(recorded, [aForm(metadata('{"n":1,"name":"two"}'), p)])).toEqual(["two"]);
  });

  test("that are repeated get their responses in turn", async () => {
    const again = JSON.parse(JSON.stringify(aRecordedForm(p)).replaceAll("then", "later")) as Partial<PostData>;
    const recorded = { first: aRecordedForm(p), q: aRecordedForm(q), second: again };
    expect(await postAll(recorded, [aForm(p), aForm(p), aForm(q)])).toEqual(["first", "second", "q"]);
  });

  test("a secret in a part is the client's own", async () => {
    const recorded = {
      ann: aRecordedForm({ name: "password", value: "REDACTED-password-1" }, { name: "user", value: "ann" }),
      bob: aRecordedForm({ name: "password", value: "REDACTED-password-2" }, { name: "user", value: "bob" }),
    };
    const asked = aForm({ name: "password", value: "mine" }, { name: "user", value: "bob" });
    expect(await postAll(recorded, [asked])).toEqual(["bob"]);
  });

  test("from the fields that another tool's trace lists", async () => {
    const params = (fileName: string): Partial<PostData> => ({
      mimeType: "multipart/form-data",
      params: [{ name: "f", fileName, value: "" }],
    });
    const empty = { name: "f", value: "" };
    expect(await postAll({ p: params("p.txt"), q: params("q.txt") }, [aForm({ ...empty, file: "q.txt" })])).toEqual([
      "q",
    ]);
  });
});

describe("the media type", () => {
  test("distinguishes a form from an upload", async () => {
    const upload = { name: "f", file: "a.bin", value: up };
    const recorded = { form: { mimeType: FORM, text: "a=1" }, upload: aRecordedForm(upload) };
    expect(
      await postAll(recorded, [aForm({ ...upload, file: "b.bin", value: down }), { body: "a=2", type: FORM }]),
    ).toEqual(["upload", "form"]);
  });

  test("distinguishes the same bytes; its parameters do not count", async () => {
    const recorded = {
      json: { mimeType: "application/json", text: "{}" },
      text: { mimeType: "text/plain; charset=utf-8", text: "{}" },
    };
    const asked = [
      { body: "{}", type: "Text/Plain" },
      { body: "{}", type: "application/json; charset=utf-8" },
    ];
    expect(await postAll(recorded, asked)).toEqual(["text", "json"]);
  });
});

describe("bodies that are nearly the same", () => {
  test.each([
    ["a member more", '{"a":1,"b":2}', '{"a":1}'],
    ["a number and a text", '{"a":1}', '{"a":"1"}'],
    ["an empty list and an empty object", '{"a":[]}', '{"a":{}}'],
    ["the first of two fields of one name", "id=1&id=2", "id=3&id=2"],
    ["lines of JSON that hold `=`", '{"q":"a=b"}\n{"n":1}', '{"q":"a=b"}\n{"n":2}'],
    ["what stands beside a secret", "<op>stop</op><key>REDACTED-key-1</key>", "<op>go</op><key>REDACTED-key-1</key>"],
  ])("%s", async (_difference, one, other) => {
    const asked = [other, one].map((text) => ({ body: text.replace("REDACTED-key-1", "my own") }));
    expect(await postAll({ one: { text: one }, other: { text: other } }, asked)).toEqual(["other", "one"]);
  });

  test("the same except for its secret gets its responses in turn", async () => {
    const login = (number: number): Partial<PostData> => ({ text: `{"password":"REDACTED-password-${number}"}` });
    const asked = ["wrong", "right"].map((password) => ({ body: JSON.stringify({ password }) }));
    expect(await postAll({ refused: login(1), welcome: login(2) }, asked)).toEqual(["refused", "welcome"]);
  });

  test("a URL in it is the recorded one", async () => {
    const trace = aTrace(
      { url: "/", method: "POST", sent: '{"image":"http://cloud.example/1"}', text: "1" },
      { url: "/", method: "POST", sent: '{"image":"http://cloud.example/2"}', text: "2" },
    );
    const server = await startReplay(trace);
    const body = JSON.stringify({ image: server.urlFor("http://cloud.example/2") });
    const answer = await request(server.urlFor("http://cloud.example/"), { method: "POST", body });
    expect(await answer.body.text()).toBe("2");
  });
});

describe("bodies of which the trace has only the beginning", () => {
  /** Keeps this much of a body. */
  function cut(postData: Partial<PostData>, kept: number, parts: Partial<PostData> = {}): Partial<PostData> {
    const bytes = Buffer.from(postData.text ?? "", postData._encoding ?? "utf8");
    const start = bytes.subarray(0, kept);
    return {
      ...postData,
      text: start.toString(postData._encoding ?? "utf8"),
      _truncated: true,
      _size: bytes.byteLength,
      _sha256: createHash("sha256").update(bytes).digest("hex"),
      ...parts,
    };
  }

  test("are distinguished by the digest of the whole", async () => {
    const [one, two] = [Buffer.concat([up, Buffer.from("one")]), Buffer.concat([up, Buffer.from("two")])];
    const asked = [two, one].map((body) => ({ body, type: BYTES }));
    expect(await postAll({ one: cut(inBase64(one), 256), two: cut(inBase64(two), 256) }, asked)).toEqual([
      "two",
      "one",
    ]);
  });

  test("by their beginning if a secret left no digest, before others that share more of their members", async () => {
    const { _sha256: _digest, ...masked } = cut({ text: '{"key":"REDACTED-key-1","b":1,"c":1,"d":1}' }, 30);
    const recorded = { short: { text: '{"b":1,"c":1,"d":2}' }, long: masked };
    expect(await postAll(recorded, [{ body: '{"key":"mine","b":1,"c":1,"d":1}' }])).toEqual(["long"]);
  });

  test("uploads by the recorded part of their parts, whatever the boundary", async () => {
    const [one, two] = ["one", "two"].map((name) => ({ name: "f", file: `${name}.bin`, value: up }));
    if (one === undefined || two === undefined) throw new Error("unreachable");
    const recorded = { one: cut(aRecordedForm(one), 200), two: cut(aRecordedForm(two), 200) };
    expect(await postAll(recorded, [aForm(two), aForm(one)])).toEqual(["two", "one"]);
  });
});
