import { describe, expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { importMessages } from "./import-messages.ts";
import { type WireBody, aJson, aText } from "./plant.ts";

const SECRET = "Zx81quart7";

/** Secrets that only their place identifies. */
const BODIES: Readonly<Record<string, WireBody>> = {
  "XML-RPC": aText(
    `<methodCall><methodName>login</methodName><params><param><value>admin</value></param><param><value>${SECRET}</value></param></params></methodCall>`,
    "text/xml",
  ),
  "XML-RPC, typed": aText(
    `<?xml version="1.0"?>\n<methodCall>\n <methodName>session.login_with_password</methodName>\n <params>\n  <param><value><string>root</string></value></param>\n  <param><value><string>${SECRET}</string></value></param>\n  <param><value><string>1.0</string></value></param>\n </params>\n</methodCall>`,
    "text/xml",
  ),
  "XML-RPC, third": aText(
    `<methodCall><methodName>authenticate</methodName><params><param><value><string>db</string></value></param><param><value><string>joe</string></value></param><param><value><string>${SECRET}</string></value></param><param><value><struct/></value></param></params></methodCall>`,
    "text/xml",
  ),
  "JSON-RPC": aJson({ jsonrpc: "2.0", id: 1, method: "login", params: ["root", SECRET] }),
  "JSON-RPC, in parameters": aJson({
    method: "call",
    params: { service: "common", method: "login", args: ["db", "joe", SECRET] },
  }),
  "columns and rows": aJson({ columns: ["user", "password"], rows: [["joe", SECRET]] }),
  "columns as objects": aJson({
    columns: [
      { name: "id", type: "int" },
      { name: "api_key", type: "text" },
    ],
    rows: [[1, SECRET]],
  }),
  "meta and data": aJson({ meta: [{ name: "user" }, { name: "token" }], data: [["joe", SECRET]] }),
  series: aJson({ results: [{ series: [{ columns: ["time", "password"], values: [["2026", SECRET]] }] }] }),
  "first row": aJson({
    values: [
      ["user", "password"],
      ["joe", SECRET],
    ],
  }),
  "pairs in a list": aJson([
    ["user", "joe"],
    ["password", SECRET],
  ]),
  CSV: aText(`user,password\njoe,${SECRET}\n`, "text/csv"),
  "CSV, semicolons, quoted": aText(`"user";"api key";"host"\r\n"joe";"${SECRET}";"h"\r\n`, "text/csv"),
  "HTML, columns": aText(
    `<html><table><tr><th>User</th><th>Password</th></tr><tr><td>joe</td><td><code>${SECRET}</code></td></tr></table></html>`,
    "text/html",
  ),
  "HTML, rows": aText(`<table>\n<tr><th>Password</th>\n<td class="a">\n${SECRET}\n</td></tr></table>`, "text/html"),
  "HTML, terms": aText(`<dl><dt>API key</dt>\n<dd><code>${SECRET}</code></dd></dl>`, "text/html"),
  "Markdown, columns": aText(`| user | password |\n|------|:--------:|\n| joe | \`${SECRET}\` |\n`, "text/markdown"),
  "Markdown without borders": aText(`user | password\n--- | ---\njoe | ${SECRET}\n`, "text/markdown"),
  "marked as a text": aJson({ outputs: [{ name: "x1", value: SECRET, sensitive: "true" }] }),
  "marked by a number": aJson({ name: "x1", is_secret: 1, value: SECRET }),
  "YAML, marked": aText(`outputs:\n  x1:\n    sensitive: true\n    value: ${SECRET}\n`, "application/yaml"),
  "YAML, marked behind": aText(`outputs:\n  x1:\n    value: ${SECRET}\n    sensitive: true\n`, "application/yaml"),
  "HCL, marked": aText(`output "x1" {\n  value = "${SECRET}"\n  sensitive = true\n}\n`),
  "YAML, behind an anchor": aText(`db:\n  password: &pw ${SECRET}\n  other: *pw\n`, "application/yaml"),
  "markup in entities": aText(`&lt;input name=&quot;password&quot; value=&quot;${SECRET}&quot;&gt;`),
  "pscp -pw": aText(`$ pscp -pw ${SECRET} a h:\n`),
  "ldapsearch -w": aText(`$ ldapsearch -D cn=a -w ${SECRET} -b dc=x\n`),
  "ipmitool -P": aText(`$ ipmitool -H h -U root -P ${SECRET} power on\n`),
  "smbclient -U": aText(`$ smbclient //h/s -U joe%${SECRET}\n`),
  rabbitmqctl: aText(`$ rabbitmqctl add_user joe ${SECRET}\n`),
  "mongosh -p": aText(`$ mongosh -u joe -p ${SECRET} --authenticationDatabase admin\n`),
  "htpasswd -b": aText(`$ htpasswd -bc f joe ${SECRET}\n`),
  passwordData: aText(`<a><passwordData>${SECRET}</passwordData></a>`, "text/xml"),
  "SecretList in YAML": aText(
    `apiVersion: v1\nkind: SecretList\nitems:\n- metadata:\n    name: a\n  data:\n    x1: ${SECRET}\n`,
  ),
};

describe("secrets that only their place identifies", () => {
  test.each(Object.entries(BODIES))("%s", (_name, body) => {
    for (const written of [body, aJson({ log: String(body.bytes) })]) {
      const { trace, text } = importMessages([{ responseBody: written }]);
      expect(text).not.toContain(SECRET);
      expect(scanText(serializeTrace(trace))).toEqual([]);
    }
  });

  test.each([
    ["methods of a sign-in", '{"methods":[["password","token"],["totp","password"]]}'],
    ["a call of another method", '{"method":"list","params":["joe","Zx81quart7"]}'],
    ["a matrix", '[["a1b2c3","d4e5f6"],["a7b8c9","d1e2f3"]]'],
    ["options in Markdown", "| option | meaning |\n| --- | --- |\n| `password` | what a person knows |\n"],
    ["a form in HTML", "<table><tr><th>Password</th><td>Choose a new one</td></tr></table>"],
    ["what is not sensitive", '{"x1":{"sensitive":false,"value":"Zx81quart7"}}'],
  ])("%s stays", (_name, text) => {
    const type = text.startsWith("<") ? "text/html" : "application/json";
    const { trace } = importMessages([{ responseBody: aText(text, type) }]);
    expect(trace.log.entries[0]?.response.content.text).toBe(text);
  });
});
