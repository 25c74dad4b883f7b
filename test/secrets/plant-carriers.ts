import { gzipSync } from "node:zlib";

import { toCbor, toMessagePack } from "./binary-notations.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

/** Streams of events, some of which have their data on several lines. */
const EVENTS: Readonly<Record<string, (secret: string) => string>> = {
  "indented JSON": (s) => `data: {\ndata:   "user": "joe",\ndata:   "password": "${s}"\ndata: }\n\n`,
  "a name and its value in two lines": (s) =>
    `event: setting\nid: 7\ndata: [{"name": "db_password",\ndata:   "value": "${s}"}]\n\ndata: {}\n\n`,
  "the value first": (s) => `data: [{"value": "${s}",\ndata: "name": "db_password"}]\n\n`,
  "lines that end anywhere": (s) => `data: {"user":"joe","pass\ndata: word":"${s}"}\n\n`,
  "a value that a line divides": (s) => `data: {"password":"${s.slice(0, 14)}\ndata: ${s.slice(14)}"}\n\n`,
  "CR and LF, no blank": (s) => `data:{\r\ndata:"clientSecret":\r\ndata:"${s}"}\r\n\r\n`,
  "CR alone": (s) => `data: {\rdata: "otp_secret":\rdata: "${s}"}\r\r`,
  "other fields between": (s) => `data: {"password":\nid: 3\nretry: 100\n: a comment\ndata: "${s}"}\n\n`,
  "lines of JSON": (s) => `data: {"a":1}\ndata: {"b":2,"api_key":"${s}"}\n\n`,
  XML: (s) => `data: <login><password>\ndata: ${s}\ndata: </password></login>\n\n`,
  "the event's name": (s) => `event: access_token\nid: 1\ndata: ${s}\n\n`,
  "a comment": (s) => `: {"password":"${s}"}\n\ndata: {}\n\n`,
  "an id": (s) => `id: {"resume_token":"${s}"}\ndata: {}\n\n`,
  "an event": (s) => `event: {"session_token":"${s}"}\ndata: {}\n\n`,
  "a number in front": (s) => `data: 1\ndata: {"secret_key":"${s}"}\n\n`,
};

/** The data by which binary notations are recognized. */
const BINARY: Readonly<Record<string, (value: unknown) => { readonly type: string; readonly bytes: Buffer }>> = {
  MessagePack: (value) => ({ type: "application/msgpack", bytes: toMessagePack(value) }),
  "MessagePack, x-": (value) => ({ type: "application/x-msgpack", bytes: toMessagePack(value) }),
  "MessagePack, of a vendor": (value) => ({ type: "application/vnd.msgpack", bytes: toMessagePack(value) }),
  "MessagePack that nothing tells": (value) => ({ type: "application/octet-stream", bytes: toMessagePack(value) }),
  "MessagePack, one after the other": (value) => ({
    type: "application/msgpack",
    bytes: Buffer.concat([toMessagePack({ id: 1 }), toMessagePack(value)]),
  }),
  "MessagePack in gzip": (value) => ({ type: "application/octet-stream", bytes: gzipSync(toMessagePack(value)) }),
  "MessagePack that breaks off": (value) => ({
    type: "application/msgpack",
    bytes: toMessagePack([value, "x".repeat(40)]).subarray(0, -20),
  }),
  CBOR: (value) => ({ type: "application/cbor", bytes: toCbor(value) }),
  "CBOR, of a vendor": (value) => ({ type: "application/vnd.acme+cbor", bytes: toCbor(value) }),
  "CBOR with a tag": (value) => ({
    type: "application/cbor",
    bytes: Buffer.concat([Buffer.from("d9d9f7", "hex"), toCbor(value)]),
  }),
  "CBOR that nothing tells": (value) => ({ type: "application/octet-stream", bytes: toCbor(value) }),
  "CBOR, a sequence": (value) => ({
    type: "application/cbor-seq",
    bytes: Buffer.concat([toCbor({ id: 1 }), toCbor(value)]),
  }),
  "CBOR without lengths": (value) => ({
    type: "application/cbor",
    bytes: Buffer.concat([Buffer.of(0x9f), toCbor(value), Buffer.of(0xff)]),
  }),
};

const HELD: Readonly<Record<string, (secret: string) => unknown>> = {
  member: (s) => ({ user: "joe", n: -7, half: 0.5, ok: true, none: null, password: s }),
  "name and value": (s) => ({ settings: [{ name: "db_password", value: s }] }),
  bytes: (s) => ({ client_secret: Buffer.from(s) }),
  "JSON in it": (s) => ({ note: JSON.stringify({ api_key: s }) }),
};

const STATE = { mode: "managed", type: "random_password", name: "db" };

/** Files that Terraform and Pulumi write. */
const INFRASTRUCTURE: Readonly<Record<string, (secret: string) => unknown>> = {
  "a state": (s) => ({
    version: 4,
    resources: [
      { ...STATE, instances: [{ attributes: { id: "none", length: 20, result: s }, sensitive_attributes: [] }] },
    ],
  }),
  "a state, by its paths": (s) => ({
    resources: [
      {
        type: "acme_login",
        instances: [
          {
            attributes: { id: "1", login: [{ first: s }] },
            sensitive_attributes: [
              [
                { type: "get_attr", value: "login" },
                { type: "index", value: { value: 0, type: "number" } },
                { type: "get_attr", value: "first" },
              ],
            ],
          },
        ],
      },
    ],
  }),
  "a state, paths first": (s) => ({
    sensitive_attributes: [[{ type: "get_attr", value: "opening" }]],
    attributes: { opening: s },
  }),
  "an older state": (s) => ({
    modules: [
      { resources: { "random_password.db": { type: "random_password", primary: { attributes: { result: s } } } } },
    ],
  }),
  "a plan": (s) => ({
    resource_changes: [
      {
        type: "acme_login",
        change: { before: null, after: { code_word: s, name: "a" }, after_sensitive: { code_word: true } },
      },
    ],
  }),
  "a plan, before": (s) => ({ change: { before: { opening: { word: s } }, before_sensitive: { opening: true } } }),
  "a plan, the type alone": (s) => ({ ...STATE, change: { after: { result: s } } }),
  values: (s) => ({ values: { opening: s }, sensitive_values: { opening: true } }),
  "a hash": (s) => ({ ...STATE, instances: [{ attributes: { bcrypt_hash: s } }] }),
  bytes: (s) => ({ type: "random_bytes", values: { hex: s } }),
  Pulumi: (s) => ({
    outputs: {
      opening: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: `"${s}"` },
    },
  }),
};

/** Command lines and one-line programs. */
const COMMANDS: Readonly<Record<string, (secret: string) => string>> = {
  "htpasswd -b": (s) => `htpasswd -b /etc/nginx/.htpasswd joe ${s}`,
  "htpasswd -nb": (s) => `htpasswd -nb joe ${s}`,
  "htpasswd -c -b": (s) => `htpasswd -c -b users joe '${s}'`,
  "htpasswd -nbB -C": (s) => `htpasswd -nbB -C 10 joe "${s}" | cut -d: -f2`,
  "mosquitto_passwd -b": (s) => `mosquitto_passwd -c -b pwfile joe ${s}`,
  "--password-command": (s) => `restic --password-command "echo ${s}" snapshots`,
  "--password-command=": (s) => `rclone --password-command='printf %s ${s}' ls r:`,
  RESTIC_PASSWORD_COMMAND: (s) => `export RESTIC_PASSWORD_COMMAND="echo ${s}"`,
  BORG_PASSCOMMAND: (s) => `BORG_PASSCOMMAND='/bin/echo -n ${s}' borg list`,
  "--password-stdin": (s) => `echo "${s}" | docker login -u joe --password-stdin r.example`,
  "--password-stdin, printf": (s) => `printf '%s\\n' '${s}' | helm registry login r.example --password-stdin`,
  "--password-stdin, here": (s) => `docker login --password-stdin r.example <<< "${s}"`,
  "sudo -S": (s) => `echo ${s} | sudo -S apt update`,
  "passwd --stdin": (s) => `echo '${s}' | passwd --stdin joe`,
  "passphrase-fd": (s) => `echo ${s} | gpg --batch --passphrase-fd 0 -d a.gpg`,
  kinit: (s) => `echo ${s} | kinit joe@EXAMPLE`,
  "gh secret": (s) => `echo ${s} | gh secret set OPENING`,
  "python, auth": (s) => `python3 -c "import requests; requests.get('https://h/', auth=('joe', '${s}'))"`,
  "python, a list": (s) => `python3 -c 'call(credentials=["joe", "${s}"])'`,
  "python, HTTPBasicAuth": (s) => `r = requests.get(url, auth=HTTPBasicAuth('joe', '${s}'))`,
  "python, login": (s) => `server.login("joe@h.example", "${s}")`,
  "python, pairs": (s) => `requests.post(u, data=[('user', 'joe'), ('password', '${s}')])`,
  "python, headers": (s) => `conn.request(headers=[("X-Auth-Token", "${s}")])`,
  supertest: (s) => `request(app).get('/').auth('joe', '${s}')`,
  random_password: (s) =>
    `# random_password.db:\nresource "random_password" "db" {\n    id     = "none"\n    length = 20\n    result = "${s}"\n}`,
  "mosquitto_pub -P": (s) => `mosquitto_pub -h h -u joe -P ${s} -t a -m b`,
  sqlcmd: (s) => `sqlcmd -S db -U sa -P '${s}' -Q "select 1"`,
  "zip -P": (s) => `zip -r -P ${s} a.zip a`,
  "7z -p": (s) => `7z x -p${s} a.7z`,
  lftp: (s) => `lftp -u joe,${s} ftp.example`,
  xfreerdp: (s) => `xfreerdp /u:joe /p:${s} /v:h`,
  snmpwalk: (s) => `snmpwalk -v3 -u joe -A ${s} h`,
  "a name in brackets": (s) => `http -f POST h/x user[password]=${s} name=joe`,
  httpie: (s) => `http -a joe:${s} GET h/x`,
};

/** The same in the format of a container API. */
const LISTS: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  "htpasswd -b": (s) => ["/usr/bin/htpasswd", "-c", "-b", "users", "joe", s],
  "htpasswd -nb": (s) => ["htpasswd", "-nb", "joe", s],
  "--password-command": (s) => ["restic", "--password-command", `echo ${s}`, "snapshots"],
  "sh -c": (s) => ["sh", "-c", `echo ${s} | docker login --password-stdin`],
  "python -c": (s) => ["python3", "-c", `requests.get(u, auth=('joe', '${s}'))`],
};

export function plantCarriers(seed: string): Plant[] {
  const make = (name: string, toMessages: (secret: string) => readonly Message[]): Plant => {
    const secret = createSecret(createRandom(`${seed}/${name}`));
    return { kind: "carriers", name, messages: toMessages(secret), traces: tracesOf(secret) };
  };
  return [
    ...Object.entries(EVENTS).flatMap(([name, write]) => [
      make(`events, ${name}`, (s) => [{ responseBody: aText(write(s), "text/event-stream") }]),
      make(`events in JSON, ${name}`, (s) => [{ responseBody: aJson({ log: write(s), id: 1 }) }]),
    ]),
    ...Object.entries(BINARY).flatMap(([notation, pack]) =>
      Object.entries(HELD).map(([held, hold]) =>
        make(`${notation}, ${held}`, (s) => [{ responseBody: pack(hold(s)) }, { responseBody: aText(`said ${s}`) }]),
      ),
    ),
    ...Object.entries(INFRASTRUCTURE).flatMap(([name, write]) => [
      make(`infrastructure, ${name}`, (s) => [{ responseBody: aJson(write(s)) }]),
      make(`infrastructure in JSON, ${name}`, (s) => [
        { responseBody: aJson({ file: JSON.stringify(write(s), undefined, 2) }) },
      ]),
    ]),
    ...Object.entries(COMMANDS).flatMap(([name, write]) => [
      make(`command, ${name}`, (s) => [{ responseBody: aText(`$ ${write(s)}\n`) }]),
      make(`command in JSON, ${name}`, (s) => [{ responseBody: aJson({ id: 1, script: write(s) }) }]),
    ]),
    ...Object.entries(LISTS).map(([name, write]) =>
      make(`list, ${name}`, (s) => [{ method: "POST", requestBody: aJson({ Image: "a", Cmd: write(s) }) }]),
    ),
  ];
}
