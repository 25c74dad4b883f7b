import { describe, expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";

const RANDOM = "Zk3xQ9vLm2Rt8WbYc5Nd7Hf1Jg4Ks6PaUe0Xo";

describe("a secret of a known format is found in any text", () => {
  test.each([
    ["jwt", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${RANDOM}`],
    ["fernet", `gAAAAABjmQ2D${RANDOM}${RANDOM}`],
    ["private-key", `-----BEGIN RSA PRIVATE KEY-----\n${RANDOM}${RANDOM}\n`],
    ["private-key", `-----BEGIN PRIVATE KEY-----\\n${RANDOM}${RANDOM}\\n`],
    ["aws-access-key-id", "AKIA2345678901ABCDEF"],
    ["github-token", `ghp_${RANDOM.slice(0, 36)}`],
    ["gitlab-token", `glpat-${RANDOM.slice(0, 20)}`],
    ["slack-token", `xoxb-1234567890-${RANDOM}`],
    ["stripe-key", `sk_live_${RANDOM}`],
    ["google-api-key", `AIza${RANDOM.slice(0, 35)}`],
    ["google-token", `ya29.${RANDOM}`],
    ["npm-token", `npm_${RANDOM.slice(0, 36)}`],
    ["sendgrid-key", `SG.${RANDOM.slice(0, 22)}.${RANDOM}${RANDOM.slice(0, 6)}`],
    ["anthropic-key", `sk-ant-${RANDOM}`],
    ["openai-key", `sk-proj-${RANDOM}`],
    ["twilio-key", "SK0123456789abcdef0123456789abcdef"],
    ["telegram-token", `123456789:AA${RANDOM.slice(0, 33)}`],
  ])("%s", (rule, secret) => {
    const [finding, ...others] = scanText(`# Title\n\nIt is ${secret} here`);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ line: 3, column: 7, rule });
    expect(JSON.stringify(finding)).not.toContain(secret.slice(-8));
  });

  test.each([
    ["slack-webhook", `https://hooks.slack.com/services/T0123/B0123/${RANDOM}`],
    ["url-password", "postgres://admin:hunter2@db/"],
  ])("%s, within a URL", (rule, url) => {
    expect(scanText(`see ${url}`)).toMatchObject([{ rule }]);
  });
});

describe("a value with the name of a secret is found", () => {
  test.each([
    ["in JSON", '{"auth":{"password":"asdf"}}', "named-password", 22],
    ["in JSON within a JSON string", String.raw`{"text":"{\"password\":\"asdf\"}"}`, "named-password", 26],
    ["as a number", '{"pin":123456}', "named-password", 8],
    ["in a HAR file's headers", '{"headers":[{"name":"X-Auth-Token","value":"abc"}]}', "named-token", 45],
    ["in a HAR file's query", '{"queryString":[{"name":"authorization","value":"Bearer abcdef"}]}', "named-token", 50],
    ["with a scheme", '{"headers":[{"name":"authorization","value":"Bearer abc"}]}', "named-token", 46],
    ["in a HAR file's cookies", '{"cookies":[{"name":"lang","value":"abc"}]}', "named-cookie", 37],
    ["as a header in a log", "> X-Auth-Token: s3cr3t-value", "named-token", 17],
    ["as a header of curl", 'curl -H "Authorization: Bearer s3cr3t-value"', "named-token", 32],
    ["after an unknown scheme", "Proxy-Authorization: Acme Hunter2!aa", "named-token", 27],
    ["after one in lower case, as HTTP/2 has it", "> authorization: acme Hunter2!aa", "named-token", 23],
    ["as a variable", "export OS_PASSWORD=s3cr3t", "named-password", 20],
    ["in launch.json", '  "OS_PASSWORD": "asdf",', "named-password", 19],
    ["as a parameter", "GET /x?access_token=s3cr3t&y=1", "named-token", 21],
    ["in XML", "<a><db.password>s3cr3t</db.password></a>", "named-password", 17],
    ["in XML with a bracket in it", "<a><password>s3]cr3t</password></a>", "named-password", 14],
    ["in marked text", "<a><password><![CDATA[s<3>]cr3t]]></password></a>", "named-password", 23],
    ["in marked text behind a word", "<secret><![CDATA[ it: s3cr3t]] ]]>", "named-secret", 23],
    ["in XML beside a name", '<property name="password">s3cr3t</property>', "named-password", 27],
    ["in JSON by what it was", '{"token":{"old":"s3cr3t","issued_at":"2026-11-25T10:00:00Z"}}', "named-token", 18],
    ["in JSON by the name of a list", '{"secrets":{"db":"s3cr3t","count":"3"}}', "named-secret", 19],
    ["in YAML behind a name in quotes", '"api_key": s3cr3t', "named-key", 12],
    ["in a table that a program prints", "| adminPass | kNN5xyz |", "named-password", 15],
  ])("%s", (_where, text, rule, column) => {
    expect(scanText(text)).toMatchObject([{ line: 1, column, rule }]);
  });
});

test.each([
  ["token: |\n  s3cr3t\n", 2, "named-token"],
  ["secret: >-\n  s3cr3t", 2, "named-secret"],
  ["kind: Secret\nstringData:\n  db: swordfish\n", 3, "named-secret"],
])("a secret on a line of its own in YAML is found: %j", (text, line, rule) => {
  expect(scanText(text)).toMatchObject([{ line, rule }]);
});

test("a secret that a diagram's label splits into lines is found", () => {
  const text = `sequenceDiagram\n  a->>b: see ${["npm_", RANDOM.slice(0, 20)].join("")}<br/>${RANDOM.slice(0, 16)}\n`;
  expect(scanText(text)).toMatchObject([{ line: 2, column: 14, rule: "npm-token" }]);
});

describe("no false positive", () => {
  test.each([
    '{"token_type":"bearer","author":"somebody","key_name":"mykey","expires_in":3600}',
    '{"password":"REDACTED-password-1","token":"gAAAAABREDACTED-token-2","redacted":{"password":3}}',
    '{"queryString":[{"name":"cookie","value":"1"}]}',
    '{"params":[{"name":"Cookie","value":"off"}]}',
    '{"headers":[{"name":"Authorization","value":"Bearer REDACTED-token-1"},{"name":"ETag","value":"\\"33a64df5\\""}]}',
    '{"cookies":[{"name":"sid","value":"REDACTED-cookie-1"}]}',
    '{"next_page_token":"CAoQAA","id":"9f1c77ab-0f6a-4d29-9e3c-1a2b3c4d5e6f"}',
    `{"os_hash_value":"${"0123456789abcdef".repeat(8)}"}`,
    "export OS_PASSWORD=$PASSWORD OS_TOKEN=<token> SECRET=${SECRET} PASSWORD=********",
    "The token: it is issued by Keystone. The password=whatever you choose.",
    "commit 8f14e45fceea167a5a36dedd4bea2543a9b7c1d2",
    "https://host:5000/v3 and user@host:22 and git@github.com:a/b.git",
  ])("%s", (text) => {
    expect(scanText(text)).toEqual([]);
  });
});

describe("an allow mark", () => {
  const secret = "OS_PASSWORD=s3cr3t";

  test.each([
    ["on the line", `${secret} # allow-secret named-password`],
    ["on the line above", `<!-- allow-secret named-password -->\n${secret}`],
  ])("%s allows the finding of its rule", (_where, text) => {
    expect(scanText(text)).toEqual([]);
  });

  test.each([
    ["of another rule", `${secret} # allow-secret named-token`],
    ["without a rule", `${secret} # allow-secret`],
    ["two lines above", `<!-- allow-secret named-password -->\n\n${secret}`],
    ["below", `${secret}\n<!-- allow-secret named-password -->`],
  ])("%s does not", (_where, text) => {
    expect(scanText(text)).toHaveLength(1);
  });
});

test("an excerpt shows none of the secrets of its line", () => {
  const [, second] = scanText('{"password":"first-one","token":"second-one"}');
  expect(second?.excerpt).toBe('","token":"[token]');
});

test("the name of an attribute is not a key; a key next to a value is one", () => {
  expect(scanText('{"key":"wirewalk.entry.sha256","value":{"stringValue":"a"}}')).toEqual([]);
  expect(scanText(`{"key":"${RANDOM}","value":1}`)).toMatchObject([{ rule: "named-key" }]);
});

test("the name of a header in a list of pairs is not a value", () => {
  const headers = '{"headers":[["X-Hub-Signature-256","REDACTED-signature-1"]]}';
  for (const text of [headers, `<script>${headers}</script>`]) expect(scanText(text)).toEqual([]);
  expect(scanText('[["user","password"],["joe","kT9wex9o0fp97oQz1"]]')).toHaveLength(1);
});

test("the content of one encoded text does not affect the next", () => {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const masked = base64("postgres://joe:REDACTED-password-1@db.example/x and so on");
  const markup = base64("<p>&lt;a password=&quot;hunter2hunter2&quot;&gt;</p> text");
  const found = (text: string): readonly string[] => scanText(text).map(({ rule }) => rule);
  expect(found(`${markup} ${masked}`)).toEqual([...found(markup), ...found(masked)]);
  const encoded = [base64("password=hunter2hunter2"), base64("api_token=kT9wex9o0fp97oQz1")];
  expect(scanText(encoded.join(" ")).map((finding) => finding.class)).toEqual(["password", "token"]);
});
