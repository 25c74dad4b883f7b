import { json } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aForm, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

/** Names that programs give their secrets. */
const NAMES: readonly string[] = [
  "password",
  "adminPass",
  "admin_password",
  "user_password",
  "new_password",
  "passwd",
  "passphrase",
  "db_pass",
  "ipmi_password",
  "token",
  "access_token",
  "refreshToken",
  "id_token",
  "auth_token",
  "session_token",
  "csrfToken",
  "secret",
  "client_secret",
  "clientSecret",
  "shared_secret",
  "webhook_secret",
  "api_key",
  "apiKey",
  "secret_key",
  "private_key",
  "access_key",
  "aws_secret_access_key",
  "encryption_key",
  "device_code",
  "user_code",
  "auth_key",
  "recovery_code",
  "otp",
  "pin_code",
  "jwt",
  "signature",
  "temp_url_key",
];

type Put = (name: string, secret: string) => Message;

const body = (bytes: string, type?: string): Message => ({ responseBody: aText(bytes, type) });
const post = (bytes: string, type: string): Message => ({ method: "POST", requestBody: aText(bytes, type) });

/** Places in which a value is next to its name. */
const PLACES: Readonly<Record<string, Put>> = {
  "JSON member": (name, secret) => json({ id: 1, [name]: secret, note: "x" }),
  "JSON, deep": (name, secret) => json({ auth: { identity: [{ user: { [name]: secret } }] } }),
  "JSON, list under the name": (name, secret) => json({ [name]: [secret] }),
  "JSON, value under the name": (name, secret) => json({ [name]: { value: secret } }),
  "JSON in JSON": (name, secret) => json({ body: JSON.stringify({ [name]: secret }) }),
  "JSON, escaped name": (name, secret) =>
    body(`{"${name.replace(/./, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}":"${secret}"}`, "application/json"),
  "JSON Patch": (name, secret) => ({
    method: "PATCH",
    requestBody: aJson([{ op: "add", path: `/driver_info/${name}`, value: secret }], "application/json-patch+json"),
  }),
  "JSON Patch, value first": (name, secret) => json([{ value: secret, path: `/${name}`, op: "replace" }]),
  "name and value": (name, secret) => json({ env: [{ name, value: secret }] }),
  "value and name": (name, secret) => json({ env: [{ value: secret, name }] }),
  "label and value": (name, secret) => json([{ label: name, value: secret }]),
  "id and value": (name, secret) => json([{ id: name, value: secret }]),
  "param and val": (name, secret) => json([{ param: name, val: secret }]),
  "k and v": (name, secret) => json([{ k: name, v: secret }]),
  "key and content": (name, secret) => json({ settings: [{ key: name, content: secret, type: "text" }] }),
  "field and data": (name, secret) => json([{ field: name, data: secret }]),
  "title and text": (name, secret) => json([{ title: name, text: secret }]),
  "pair in a list": (name, secret) => json({ headers: [[`x-${name}`, secret]] }),
  "marked sensitive": (_name, secret) => json({ outputs: { db: { sensitive: true, type: "string", value: secret } } }),
  "marked secret": (_name, secret) => json([{ key: "DB", value: secret, secret: true }]),
  "Kubernetes Secret": (_name, secret) =>
    json({ kind: "Secret", data: { db: Buffer.from(secret).toString("base64") } }),
  "Kubernetes SecretList": (_name, secret) => json({ kind: "SecretList", items: [{ stringData: { db: secret } }] }),
  NDJSON: (name, secret) => body(`{"a":1}\n{"${name}":"${secret}"}\n`, "application/x-ndjson"),
  "event stream": (name, secret) => body(`event: m\ndata: {"${name}":"${secret}"}\n\n`, "text/event-stream"),
  "event stream in lines": (name, secret) =>
    body(`data: {\ndata: "${name}": "${secret}"\ndata: }\n\n`, "text/event-stream"),
  "JSON behind a log's time": (name, secret) => body(`2026-01-01 INFO sent {"${name}":"${secret}","a":1}\n`),
  "Python's dict": (name, secret) => body(`REQ: {'auth': {'${name}': '${secret}'}}\n`),
  form: (name, secret) => ({ method: "POST", requestBody: aForm({ user: "joe", [name]: secret, x: "1" }) }),
  "form, brackets": (name, secret) => ({ method: "POST", requestBody: aForm({ [`user[${name}]`]: secret }) }),
  "form, JSON inside": (name, secret) => ({
    method: "POST",
    requestBody: aForm({ payload: JSON.stringify({ [name]: secret }) }),
  }),
  multipart: (name, secret) =>
    post(
      `--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${secret}\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "multipart, JSON inside": (name, secret) =>
    post(
      `--X\r\nContent-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: application/json\r\n\r\n{"${name}":"${secret}"}\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "multipart/mixed, batch": (name, secret) =>
    post(
      `--B\r\nContent-Type: application/http\r\n\r\nPOST /x HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"${name}":"${secret}"}\r\n--B--\r\n`,
      "multipart/mixed; boundary=B",
    ),
  "XML element": (name, secret) => body(`<a><${name}>${secret}</${name}></a>`, "application/xml"),
  "XML attribute": (name, secret) => body(`<a><b id="1" ${name}="${secret}"/></a>`, "application/xml"),
  "XML property": (name, secret) => body(`<a><property name="${name}">${secret}</property></a>`, "application/xml"),
  "XML name and value": (name, secret) =>
    body(`<a><param><name>${name}</name><value>${secret}</value></param></a>`, "application/xml"),
  "XML key and string": (name, secret) =>
    body(`<plist><dict><key>${name}</key><string>${secret}</string></dict></plist>`, "application/xml"),
  "XML-RPC struct": (name, secret) =>
    post(
      `<methodCall><methodName>a</methodName><params><param><value><struct><member><name>${name}</name><value><string>${secret}</string></value></member></struct></value></param></params></methodCall>`,
      "text/xml",
    ),
  SOAP: (name, secret) =>
    post(`<s:Envelope xmlns:s="u"><s:Body><n:${name}>${secret}</n:${name}></s:Body></s:Envelope>`, "text/xml"),
  "XML, marked text": (name, secret) => body(`<a><${name}><![CDATA[${secret}]]></${name}></a>`, "application/xml"),
  "HTML input": (name, secret) =>
    body(`<html><input type="hidden" name="${name}" value="${secret}"></html>`, "text/html"),
  "script in HTML": (name, secret) => body(`<html><script>cfg={"${name}":"${secret}"}</script></html>`, "text/html"),
  YAML: (name, secret) => body(`auth:\n  user: joe\n  ${name}: ${secret}\n`, "application/yaml"),
  "YAML, quoted": (name, secret) => body(`auth:\n  ${name}: "${secret}"\n`, "application/yaml"),
  "YAML, name and value": (name, secret) => body(`env:\n- name: ${name}\n  value: ${secret}\n`, "application/yaml"),
  TOML: (name, secret) => body(`[db]\n${name} = "${secret}"\n`, "application/toml"),
  INI: (name, secret) => body(`[db]\nuser = joe\n${name} = ${secret}\n`),
  "environment file": (name, secret) => body(`A=1\n${name.toUpperCase()}=${secret}\n`),
  "shell export": (name, secret) => body(`export ${name.toUpperCase()}='${secret}'\n`),
  table: (name, secret) => body(`+----+----+\n| Field | Value |\n+----+----+\n| ${name} | ${secret} |\n+----+----+\n`),
  "Markdown table": (name, secret) => body(`| name | value |\n|---|---|\n| ${name} | ${secret} |\n`),
  columns: (name, secret) => body(`id,${name},host\n1,${secret},h\n`, "text/csv"),
  "rows of names and values": (name, secret) => body(`name,value\nuser,joe\n${name},${secret}\n`, "text/csv"),
  "JSON rows": (name, secret) => json({ columns: ["id", name], rows: [[1, secret]] }),
  "header in a log": (name, secret) => body(`> GET / HTTP/1.1\n> X-${name}: ${secret}\n`),
  "connection string": (name, secret) => json({ conn: `Server=db;User Id=sa;${name}=${secret};Database=x` }),
  "command line": (name, secret) => body(`$ tool --user joe --${name} ${secret} --verbose\n`),
  "command line, joined": (name, secret) => body(`$ tool --${name}=${secret} run\n`),
  PHP: (name, secret) => body(`<?php\nreturn ['db' => ['${name}' => '${secret}']];\n`),
  GraphQL: (name, secret) => ({
    method: "POST",
    requestBody: aJson({ query: `mutation { a(${name}: "${secret}") { id } }` }),
  }),
  "GraphQL variables": (name, secret) => ({
    method: "POST",
    requestBody: aJson({ query: "mutation($a:S){x}", variables: { [name]: secret } }),
  }),
  JavaScript: (name, secret) => body(`const ${name} = '${secret}';\n`, "application/javascript"),
  "base64 of JSON": (name, secret) =>
    json({ blob: Buffer.from(JSON.stringify({ [name]: secret })).toString("base64") }),
  "form in JSON": (name, secret) => json({ body: `user=me&${name}=${secret}&x=1` }),
  "a sentence": (name, secret) => body(`Your ${name} is ${secret}.\n`),
};

/** Names that mean nothing in some places: an OAuth device code is one only next to its kind. */
export function plantNames(seed: string): Plant[] {
  return Object.entries(PLACES).flatMap(([place, put]) => {
    const random = createRandom(`${seed}/${place}`);
    // Three names for each place: all names in all places would test nothing more.
    return ["password", random.pick(NAMES), random.pick(NAMES), random.pick(NAMES)].map((name, index) => {
      const secret = createSecret(random);
      return {
        kind: "names",
        name: `${place}: ${name} (${index})`,
        messages: [put(name, secret)],
        traces: tracesOf(secret),
      };
    });
  });
}
