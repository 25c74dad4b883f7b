import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import type { BodyView, RequestView } from "../../../src/analyze/types.ts";
import { SAMPLE_LANGUAGES, type SampleLanguage } from "../../../src/export/samples/languages.ts";
import { writeSamples } from "../../../src/export/samples/samples.ts";
import { jsonBody, noBody, textBody } from "../../helpers/a-walkthrough.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const run = promisify(execFile);
const COVER = "middle ${x} é.png";
const SECRET = "s'3\"c$r\\e`t";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly token: unknown;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/** What a server receives from a sample. */
async function send(language: SampleLanguage, draft: Draft): Promise<Seen> {
  let seen: Seen | undefined;
  const origin = await startTestServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    seen = { method, url, token: headers["x-token"], type: headers["content-type"], body: Buffer.concat(chunks) };
    response.end("fine");
  });
  const [sample] = writeSamples(toRequest(draft, origin), [language]);
  const code = sample?.lines.join("\n") ?? "";
  const folder = await tempFolder();
  writeFileSync(join(folder, "main.go"), code);
  writeFileSync(join(folder, COVER), "the reader's own");
  writeFileSync(join(folder, "body.bin"), Buffer.from(draft.body.text, "base64"));
  const env = { ...process.env, TOKEN_1: "t-0", PASSWORD_1: SECRET, NO_PROXY: "*", GOTOOLCHAIN: "local" };
  const commands: Readonly<Record<SampleLanguage, readonly [string, ...string[]]>> = {
    curl: ["bash", "-c", code],
    // Debian's own, which has the library.
    python: ["/usr/bin/python3", "-c", code],
    javascript: [process.execPath, "--input-type=module", "-e", code],
    go: ["go", "run", "main.go"],
  };
  const [program, ...args] = commands[language];
  await run(program, args, { env, cwd: folder });
  if (seen === undefined) throw new Error("Nothing was sent.");
  return seen;
}

interface Draft {
  readonly method: string;
  readonly path: string;
  readonly body: BodyView;
  readonly type?: string;
}

function toRequest({ method, path, body, type }: Draft, origin: string): RequestView {
  const headers = [
    { name: "Host", value: "x" },
    { name: "X-Token", value: "Bearer REDACTED-token-1" },
    ...(type === undefined ? [] : [{ name: "Content-Type", value: type }]),
  ];
  return { number: 1, method, path, url: origin + path, headers, body };
}

const HOSTILE = `{"b": 1.50, "1": [true, false, null, {}, []], "a": "\\u0027 \\" \\\\ $x \${y} {z} %s \`q\` é \\ud83d\\ude00 \\u2028 \\u202e \\u00ad \\u200b \\udb40\\udc41", "password": "REDACTED-password-1", "mix": "a{REDACTED-password-1}%"}`;

describe.each(SAMPLE_LANGUAGES)("%s", (language) => {
  test("sends the same request, with the reader's secrets", async () => {
    const path = "/a%20b/{id}?q='x'&p=$HOME%25&r=`x`";
    const { token, url, method, body } = await send(language, {
      method: "POST",
      path,
      body: jsonBody(HOSTILE),
      type: "application/json",
    });
    expect({ token, url, method }).toEqual({
      token: "Bearer t-0",
      url,
      method: "POST",
    });
    // Each client escapes different characters.
    expect(decodeURIComponent(url ?? "")).toBe(decodeURIComponent(path));
    const wanted = JSON.parse(HOSTILE) as Record<string, unknown>;
    const sent = body.toString();
    // curl and Go send the recorded text, in which the secret is not escaped.
    if (language === "curl") {
      expect(sent).toBe(HOSTILE.replaceAll("REDACTED-password-1", SECRET));
    } else if (language === "go") {
      expect(JSON.parse(sent.replaceAll(SECRET, "REDACTED-password-1"))).toEqual(wanted);
    } else {
      expect(JSON.parse(sent)).toEqual({ ...wanted, password: SECRET, mix: `a{${SECRET}}%` });
    }
  });

  test.each([
    [
      "text",
      textBody('a=1&password=REDACTED-password-1\r\n{x} 100% "q" é\u0007'),
      `a=1&password=${SECRET}\r\n{x} 100% "q" é\u0007`,
    ],
    ["nothing", noBody, ""],
  ])("sends a body of %s unchanged", async (_name, body, wanted) => {
    const { body: sent } = await send(language, { method: "PUT", path: "/x", body, type: "text/plain" });
    expect(sent.toString()).toBe(wanted);
  });

  test("sends bytes", async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 10, 13, 39]);
    const body: BodyView = {
      kind: "binary",
      mimeType: "image/png",
      text: bytes.toString("base64"),
      size: bytes.length,
    };
    const { body: sent } = await send(language, { method: "POST", path: "/x", body, type: "image/png" });
    expect(sent).toEqual(bytes);
  });

  test("sends long binary bodies from a file of the reader", async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
    const body: BodyView = { kind: "binary", mimeType: "image/png", text: bytes.toString("base64"), size: 1000 };
    const { body: sent, type } = await send(language, { method: "PUT", path: "/x", body, type: "image/png" });
    expect([type, sent]).toEqual(["image/png", bytes]);
  });
});

const type = "multipart/form-data; boundary=--B'1";
const part = (head: string, value: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`----B'1\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
const aForm = (...parts: readonly Buffer[]): BodyView => {
  const bytes = Buffer.concat([...parts, Buffer.from("----B'1--\r\n")]);
  return { kind: "binary", mimeType: type, text: bytes.toString("base64"), size: bytes.length };
};
const meta = part('name="meta"\r\nContent-Type: application/json', '{"a": [1, 2]}');

describe.each(SAMPLE_LANGUAGES)("%s", (language) => {
  const fields = [
    part('name="a é"', "@x; \"y\" 'z' $HOME\r\n`q`"),
    part('name="empty"', ""),
    part('name="password"', "a{REDACTED-password-1}"),
    // FormData has no media type for a field that is not a file.
    ...(language === "javascript" ? [] : [meta]),
  ];

  test("sends a form field by field, with the reader's files and secrets", async () => {
    const file = part(`name="cover"; filename="${COVER}"\r\nContent-Type: image/png`, Buffer.of(0, 255));
    const sent = await send(language, { method: "POST", path: "/x", body: aForm(...fields, file, file), type });
    const form = await new Response(new Uint8Array(sent.body), {
      headers: { "content-type": sent.type ?? "" },
    }).formData();
    const files = Array.from(form).filter(([, value]) => typeof value !== "string");
    const [one, two, three, four] = Array.from(form).filter(([, value]) => typeof value === "string");
    expect([one, two, three]).toEqual([
      ["a é", "@x; \"y\" 'z' $HOME\r\n`q`"],
      ["empty", ""],
      ["password", `a{${SECRET}}`],
    ]);
    if (language !== "javascript") {
      expect(four).toEqual(["meta", '{"a": [1, 2]}']);
      expect(sent.body.toString()).toMatch(/name="meta"\r\nContent-Type: application\/json\r\n/);
    }
    for (const [name, value] of files) {
      const cover = value as File;
      expect([name, cover.name, cover.type, await cover.text()]).toEqual([
        "cover",
        COVER,
        "image/png",
        "the reader's own",
      ]);
    }
    expect(files).toHaveLength(2);
  });

  test.each([
    ["with a header of its own", part('name="a"\r\nContent-Id: 7', "x")],
    ["with a name in escapes", part('name="a%22b"', "x")],
    ["with bytes in a field", part('name="a"', Buffer.of(0, 255))],
    ["without fields", Buffer.of()],
  ])("a form %s is sent unchanged", async (_what, parts) => {
    const body = aForm(parts);
    const sent = await send(language, { method: "POST", path: "/x", body, type });
    expect([sent.type, sent.body.toString("base64")]).toEqual([type, body.text]);
  });
});

test.each([
  ["a type of what is no file", meta],
  ["a file without a type", part('name="a"; filename="b.png"', "x")],
  ["a type in upper case", part('name="a"; filename="b.png"\r\nContent-Type: image/PNG', "x")],
  ["a line that ends in LF", part('name="a"', "x\ny")],
])("a form with %s is sent unchanged by JavaScript, whose FormData cannot", async (_what, parts) => {
  const body = aForm(parts);
  const sent = await send("javascript", { method: "POST", path: "/x", body, type });
  expect([sent.type, sent.body.toString("base64")]).toEqual([type, body.text]);
});

test.each([
  ["ws://127.0.0.1/x", "GET"],
  ["http://127.0.0.1/x", "PRI x"],
  ["data:,x", "GET"],
])("%s %s cannot be sent by any program", (url, method) => {
  expect(writeSamples({ number: 1, method, path: "/", url, headers: [], body: noBody }, ["curl", "go"])).toEqual([]);
});

test("a Go program has its imports, and quotes texts that back quotes cannot contain", () => {
  const request = toRequest(
    { method: "POST", path: "/x", body: jsonBody(HOSTILE), type: "application/json" },
    "http://h",
  );
  const [sample] = writeSamples(request, ["go"]);
  const code = sample?.lines.join("\n") ?? "";
  expect(code).toContain('req.Header.Set("X-Token", fmt.Sprintf("Bearer %s", os.Getenv("TOKEN_1")))');
  expect(code).toContain("%%s `q`");
  for (const name of ["fmt", "io", "log", "os", "strings"]) expect(code).toContain(`\t"${name}"\n`);
});

test("a long binary body comes from a file, and a truncated one is reported", () => {
  const long: BodyView = { kind: "binary", mimeType: "", text: Buffer.alloc(4000).toString("base64"), size: 4000 };
  const cut: BodyView = { ...textBody("abc"), cut: { size: 9000, sha256: "0" } };
  const write = (body: BodyView): string =>
    writeSamples(toRequest({ method: "POST", path: "/x", body }, "http://h"), ["curl", "python", "javascript", "go"])
      .map(({ lines }) => lines.join("\n"))
      .join("\n");
  expect(write(long).match(/body\.bin/g)).toHaveLength(4);
  expect(write(cut).match(/^(?:#|\/\/) The recording does not contain the whole body\.$/gm)).toHaveLength(4);
  expect(write(cut)).not.toContain("abc");
});
