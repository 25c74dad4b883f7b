import { expect, test } from "vitest";

import { importTrace } from "../../../src/import/import.ts";
import { maskArguments } from "../../../src/record/command/mask-arguments.ts";
import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { redactTrace } from "../../../src/redact/redact-trace.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { OUTPUTS } from "../../secrets/outputs.ts";
import { samplesOf } from "../formats/samples.ts";

const secrets = [...FORMATS.map((format) => samplesOf(format)[0].text), "s3cr3t-Passw0rd!"];

const trace = maskAll();

/** Each secret in a header under several names, in a command as an argument and a here-string, in a URL, and in bodies. */
function maskAll(): Trace {
  const redactor = createRedactor();
  const lines = secrets.map((secret) => secret.replaceAll(/\s+/g, " "));
  const argv = lines.flatMap((secret) => [
    "--text",
    secret,
    `--token=${secret}`,
    `http://user:${encodeURIComponent(secret)}@h.example/`,
    `X-Vault-Token: ${secret}`,
    `gh auth login --with-token <<< ${secret}`,
    `docker login --password-stdin <<<"${secret}"`,
    `echo ${secret} | docker login --password-stdin`,
  ]);
  const command = { argv: maskArguments(["sh", ...argv], redactor), exitCode: 0, stdout: argv.join("\n"), stderr: "" };
  const _wirewalk = { format: 1, command, redacted: {} };
  const har = JSON.stringify({ log: { entries: secrets.map(toEntry), _wirewalk } });
  return redactTrace(importTrace(har, "all.har"), redactor).trace;
}

function toEntry(secret: string, index: number): unknown {
  const line = secret.replaceAll(/\s+/g, " ");
  const json = JSON.stringify({ password: secret, note: secret, headers: { "X-Vault-Token": secret } });
  const headers = ["Authorization", "X-Vault-Token", "X-Api-Key", "X-Note"].map((name) => ({ name, value: line }));
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 29) + index * 1000).toISOString(),
    request: {
      method: "POST",
      url: `https://api.example/v1/${encodeURIComponent(line)}/x?token=${encodeURIComponent(line)}&q=${encodeURIComponent(line)}`,
      headers: [...headers, { name: "Cookie", value: `sid=${line}` }],
      postData: { mimeType: "application/json", text: json },
    },
    response: {
      status: 200,
      headers: [{ name: "X-Subject-Token", value: line }],
      content: { mimeType: "text/plain", text: `X-Vault-Token: ${line}\nso ${secret} is it` },
    },
  };
}

test.for(Object.entries(OUTPUTS))("aliases in all places do not stop an output: %s", async ([, make]) => {
  expect(scanText(await make(trace))).toEqual([]);
});

test.each([
  ["in a variable of that look", '"password": "dop_v1_{{s3cr3tPassw0rd}}"', 14],
  ["behind a variable", '"password": "hvs.{{token_1}}s3cr3tPassw0rd"', 14],
  ["with an opening that is none", '"password": "s3cr3tPassw0rd{{token_1}}"', 14],
  ["in a cookie of a log", "> Cookie: theme=dark; sid=k3jh4kj3h4", 27],
])("a secret %s is found in its place", (_where, text, column) => {
  expect(scanText(text).map((finding) => finding.column)).toEqual([column]);
});
