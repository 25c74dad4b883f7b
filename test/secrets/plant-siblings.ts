import { CARRIERS } from "./carriers.ts";
import { form, json, sent, text } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";
import { TEXTS_OF_SIBLINGS } from "./texts-of-siblings.ts";

type Place = (secret: string) => Message;

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const uri = encodeURIComponent;
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });
const part = (head: string, body: string): Message =>
  sent(`--B\r\n${head}\r\n\r\n${body}\r\n--B--\r\n`, "multipart/form-data; boundary=B");

/** Carriers, encodings, and names in addition to those of the other tables, 2026-11-30. */
const PLACES: Readonly<Record<string, Place>> = {
  // Nested twice, in odd carriers.
  "base64 of base64 in a header": (s) => asks("X-Context", b64(b64(JSON.stringify({ token: s })))),
  "base64 of hex in a query": (s) => ({ path: `/x?d=${uri(b64(hex(`{"password":"${s}"}`)))}` }),
  "hex of base64 in JSON": (s) => json({ blob: hex(b64(`password=${s}&a=1`)) }),
  "percent twice in a path": (s) => ({ path: `/go/${uri(uri(`https://h/?access_token=${s}`))}` }),
  "base64 of a form in a cookie": (s) => asks("Cookie", `st=${uri(b64(`user=joe&api_key=${s}&x=1`))}`),
  "JSON in base64 in JSON in a form": (s) => form({ d: JSON.stringify({ p: b64(JSON.stringify({ apiSecret: s })) }) }),
  "JSON in JSON in a form": (s) => form({ payload: JSON.stringify({ inner: JSON.stringify({ auth_token: s }) }) }),
  "YAML in JSON in YAML": (s) => text(`data: '{"cfg": "a: 1\\npassword: ${s}\\n"}'\n`, "application/yaml"),
  "XML in JSON": (s) => json({ xml: `<a><password>${s}</password></a>` }),
  "XML in XML": (s) => text(`<a>&lt;b&gt;&lt;password&gt;${s}&lt;/password&gt;&lt;/b&gt;</a>`, "application/xml"),
  "JSON in XML": (s) => text(`<a><cfg>{"apiKey":"${s}"}</cfg></a>`, "application/xml"),
  "JSON in CDATA": (s) => text(`<a><![CDATA[{"apiKey":"${s}"}]]></a>`, "application/xml"),
  "base64 in CDATA": (s) => text(`<a><![CDATA[${b64(`{"apiKey":"${s}"}`)}]]></a>`, "application/xml"),
  "form in XML": (s) => text(`<a>user=joe&amp;password=${s}</a>`, "application/xml"),
  "base64 of XML in a form": (s) => form({ x: b64(`<req><apiKey>${s}</apiKey></req>`) }),
  "escaped markup in base64": (s) =>
    json({ page: b64(`<pre>&lt;add key=&quot;Password&quot; value=&quot;${s}&quot; /&gt;</pre>`) }),
  "escaped JSON in base64 of markup": (s) => json({ page: b64(`<div data-x="{&quot;token&quot;:&quot;${s}&quot;}">`) }),
  "data URL, escaped": (s) => json({ href: `data:,password%3D${s}` }),
  "data URL, JSON": (s) => json({ href: `data:application/json,${uri(`{"apiKey":"${s}"}`)}` }),
  "data URL, base64": (s) => text(`<a href="data:text/plain;base64,${b64(`password=${s}`)}">x</a>`, "text/html"),
  "data URL in a header": (s) => says("Location", `data:text/plain,token%3D${s}`),
  "JSON string that escapes all": (s) =>
    text(`{"password":"${Array.from(s, (c) => `\\u00${hex(c)}`).join("")}"}`, "application/json"),
  "name in escapes": (s) => text(`{"pass\\u0077ord":"${s}"}`, "application/json"),
  "entities of numbers": (s) =>
    text(`<password>${Array.from(s, (c) => `&#${c.charCodeAt(0)};`).join("")}</password>`, "text/xml"),
  // Names.
  "JSON plural of tokens": (s) => json({ refreshTokens: [s] }),
  "JSON plural in a map": (s) => json({ accessTokens: { prod: s } }),
  "JSON abbreviation pw": (s) => json({ db_pw: s }),
  "JSON abbreviation passwd": (s) => json({ smtpPasswd: s }),
  "JSON abbreviation pwd": (s) => json({ "db-pwd": s }),
  "JSON abbreviation creds": (s) => json({ creds: { user: "joe", pass: s } }),
  "JSON abbreviation tok": (s) => json({ authTok: s }),
  "JSON abbreviation sec": (s) => json({ clientSec: s }),
  "JSON abbreviation pass in front": (s) => json({ passDb: s }),
  "JSON password in front": (s) => json({ passwordForAdmin: s }),
  "JSON token for": (s) => json({ tokenForBot: s }),
  "JSON secret id": (s) => json({ secret_id: s, role_id: "r" }),
  "JSON secret text": (s) => json({ secretText: s }),
  "JSON role id": (s) => json({ auth: { role_id: "r1", secret_id: s } }),
  "JSON in capitals": (s) => json({ APIKEY: s }),
  "JSON with blanks": (s) => json({ "API Key": s, "Admin Password": `${s}1` }),
  "JSON with a colon": (s) => json({ "auth:token": s }),
  "JSON with slashes": (s) => json({ "app/db/password": s }),
  "JSON with dots": (s) => json({ "spring.datasource.password": s }),
  "JSON with an at": (s) => json({ "@password": s }),
  "JSON with a hash": (s) => json({ "#token": s }),
  "JSON with a dollar": (s) => json({ $password: s }),
  "JSON of XML": (s) => json({ a: { password: { "#text": s } } }),
  "JSON of attributes": (s) => json({ db: { _attributes: { user: "joe", password: s } } }),
  "JSON in Spanish": (s) => json({ contrasena: s }),
  "JSON in Portuguese": (s) => json({ senhaAtual: s }),
  "JSON in Italian": (s) => json({ passwordUtente: s }),
  "JSON in Finnish": (s) => json({ salasana: s }),
  "JSON in Danish": (s) => json({ adgangskode: s }),
  "JSON in Czech": (s) => json({ heslo: s }),
  "JSON in Hungarian": (s) => json({ jelszo: s }),
  "JSON in Turkish": (s) => json({ sifre: s }),
  "JSON in Greek": (s) => json({ kodikos_prosvasis: s }),
  "JSON in Ukrainian": (s) => json({ парольКористувача: s }),
  "JSON in Arabic": (s) => json({ "كلمة المرور": s }),
  "JSON in Hebrew": (s) => json({ סיסמה: s }),
  "JSON in Hindi": (s) => json({ पासवर्ड: s }),
  "JSON in Thai": (s) => json({ รหัสผ่าน: s }),
  "JSON in Vietnamese": (s) => json({ mat_khau: s }),
  "JSON in Chinese, capitals": (s) => json({ 登录密码: s }),
  // Pairs of a name and a value.
  "pair Name Value": (s) => json({ Parameters: [{ Name: "/prod/db/password", Value: s, Type: "String" }] }),
  "pair key val": (s) => json([{ key: "api_token", val: s }]),
  "pair field data": (s) => json([{ field: "password", data: s }]),
  "pair setting": (s) => json([{ setting: "smtp_password", current: s }]),
  "pair property": (s) => json([{ property: "clientSecret", newValue: s, oldValue: `${s}1` }]),
  "pair column": (s) => json({ columns: ["id", "name", "password"], rows: [[1, "joe", s]] }),
  "pair columns of objects": (s) => json({ columns: [{ name: "id" }, { name: "api_key" }], data: [[1, s]] }),
  "pair header list": (s) => json({ headers: [["x-api-key", s]] }),
  "pair header objects": (s) => json({ headers: [{ name: "X-Auth-Token", value: s }] }),
  "pair header map of lists": (s) => json({ multiValueHeaders: { "X-Api-Key": [s] } }),
  "pair env map": (s) => json({ Environment: { Variables: { STRIPE_SK: "x", DB_PASSWORD: s } } }),
  "pair env list": (s) => json({ Config: { Env: ["PATH=/bin", `MYSQL_ROOT_PASSWORD=${s}`] } }),
  "pair patch": (s) => json([{ op: "replace", path: "/spec/adminPassword", value: s }]),
  "pair audit": (s) => json({ changes: { password: { from: null, to: s } } }),
  "pair diff": (s) => json({ changes: [{ field: "apiToken", from: `${s}1`, to: s }] }),
  "pair of a form definition": (s) => json({ inputs: [{ type: "password", id: "p1", value: s }] }),
  "pair of a variable": (s) => json({ variables: [{ key: "K", value: s, masked: true, variable_type: "env_var" }] }),
  "pair of Terraform": (s) => json({ outputs: { pw: { value: s, type: "string", sensitive: true } } }),
  "pair of sensitive values": (s) => json({ values: { a: "x", pw: s }, sensitive_values: { pw: true } }),
  "GraphQL variables": (s) => ({
    method: "POST",
    requestBody: aJson({ query: "mutation M($i: I!){m(i:$i)}", variables: { i: { newPassword: s } } }),
  }),
  "GraphQL in text": (s) => ({
    method: "POST",
    requestBody: aJson({ query: `mutation { login(pass: "${s}") { id } }` }),
  }),
  "JSON-RPC by name": (s) => ({
    method: "POST",
    requestBody: aJson({ jsonrpc: "2.0", id: 1, method: "auth.login", params: { user: "joe", password: s } }),
  }),
  "JSON-RPC of Zabbix": (s) => ({
    method: "POST",
    requestBody: aJson({ jsonrpc: "2.0", id: 1, method: "host.get", params: {}, auth: s }),
  }),
  "XML-RPC by name": (s) =>
    sent(
      `<methodCall><methodName>x</methodName><params><param><value><struct><member><name>password</name><value><string>${s}</string></value></member></struct></value></param></params></methodCall>`,
      "text/xml",
    ),
  "SOAP body": (s) =>
    sent(
      `<s:Envelope xmlns:s="x"><s:Body><Login><User>joe</User><Pwd>${s}</Pwd></Login></s:Body></s:Envelope>`,
      "text/xml",
    ),
  "SAML assertion": (s) =>
    form({
      SAMLResponse: b64(
        `<samlp:Response><saml:Attribute Name="token"><saml:AttributeValue>${s}</saml:AttributeValue></saml:Attribute></samlp:Response>`,
      ),
    }),
  "OIDC token": (s) =>
    json({ access_token: s, token_type: "Bearer", expires_in: 3600, refresh_token: `${s}1`, scope: "openid" }),
  "OIDC device": (s) => json({ device_code: s, user_code: "WDJB-MJHT", verification_uri: "https://h/d", interval: 5 }),
  "OIDC registration": (s) => json({ client_id: "x", client_secret: s, registration_access_token: `${s}1` }),
  "OIDC back-channel": (s) => form({ logout_token: s }),
  "token exchange": (s) =>
    form({ grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: s, actor_token: `${s}1` }),
  "OAuth password": (s) => form({ grant_type: "password", username: "joe", password: s }),
  "OAuth refresh": (s) => form({ grant_type: "refresh_token", refresh_token: s }),
  "OAuth code": (s) =>
    form({ grant_type: "authorization_code", code: s, redirect_uri: "https://h/cb", code_verifier: `${s}1` }),
  "OAuth CIBA": (s) => form({ auth_req_id: s }),
  "OAuth introspection": (s) => form({ token: s, token_type_hint: "access_token" }),
  // Headers and URLs.
  "Link header": (s) => says("Link", `</x?cursor=1&access_token=${s}>; rel="next"`),
  "Refresh header": (s) => says("Refresh", `0; url=/in?session_token=${s}`),
  "Location fragment": (s) => says("Location", `https://h/cb#state=x&access_token=${s}&token_type=bearer`),
  "Location matrix": (s) => says("Location", `/a;jsessionid=${s}`),
  "Content-Disposition": (s) => says("Content-Disposition", `attachment; filename="token=${s}.txt"`),
  "Server-Timing": (s) => says("Server-Timing", `auth;dur=1;desc="api_key=${s}"`),
  "Warning header": (s) => says("Warning", `299 - "password=${s} is weak"`),
  "X-Debug header": (s) => says("X-Debug", `{"token":"${s}"}`),
  "X-Forwarded-Authorization": (s) => asks("X-Forwarded-Authorization", `Bearer ${s}`),
  "X-Original-Authorization": (s) => asks("X-Original-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "X-Forwarded-Access-Token": (s) => asks("X-Forwarded-Access-Token", s),
  "X-Auth-Request-Access-Token": (s) => asks("X-Auth-Request-Access-Token", s),
  "X-Vault-Token": (s) => asks("X-Vault-Token", s),
  "X-Amz-Security-Token": (s) => asks("X-Amz-Security-Token", s + s),
  "X-Plex-Token": (s) => asks("X-Plex-Token", s),
  "X-Api-Password": (s) => asks("X-Api-Password", s),
  "X-Registry-Auth": (s) => asks("X-Registry-Auth", b64(JSON.stringify({ username: "joe", password: s }))),
  "X-Service-Token": (s) => asks("X-Service-Token", s),
  "X-Subject-Token": (s) => says("X-Subject-Token", s),
  "X-Storage-Token": (s) => says("X-Storage-Token", s),
  "X-Account-Meta-Temp-URL-Key-2": (s) => asks("X-Account-Meta-Temp-URL-Key-2", s),
  "X-Container-Meta-Temp-Url-Key": (s) => asks("X-Container-Meta-Temp-Url-Key", s),
  "grpc-metadata": (s) => asks("Grpc-Metadata-Authorization", `Bearer ${s}`),
  "authority of a proxy": (s) => asks("Proxy-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "Last-Event-ID": (s) => asks("Last-Event-ID", `token=${s}`),
  "Cookie of a JWT pair": (s) => asks("Cookie", `a=1; __Host-session=${s}; refresh=${s}1`),
  "Set-Cookie of a name unknown": (s) => says("Set-Cookie", `zz=${s}; HttpOnly; Secure; SameSite=Lax`),
  "SigV4 query": (s) => ({
    path: `/o?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x&X-Amz-Signature=${hex(s)}&X-Amz-Security-Token=${s}`,
  }),
  "GCS v4 query": (s) => ({ path: `/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Signature=${hex(s)}` }),
  "Azure SAS query": (s) => ({ path: `/c/b?sv=2022-11-02&sr=b&sig=${uri(b64(s))}&se=2026` }),
  "SigV4 post": (s) => part('Content-Disposition: form-data; name="x-amz-signature"', hex(s)),
  "POST policy": (s) => form({ policy: b64(`{"conditions":[{"x-amz-security-token":"${s}"}]}`), key: "a/b" }),
  "Swift TempURL": (s) => ({ path: `/v1/AUTH_x/c/o?temp_url_sig=${hex(s)}&temp_url_expires=1700000000` }),
  "noVNC path": (s) => json({ console: { type: "novnc", url: `http://h:6080/vnc_auto.html?path=%3Ftoken%3D${s}` } }),
  "noVNC path twice": (s) =>
    json({ remote_console: { url: `https://h/vnc_lite.html?path=${uri(uri(`websockify?token=${s}`))}` } }),
  "Keystone v2": (s) => ({
    method: "POST",
    requestBody: aJson({ auth: { passwordCredentials: { username: "joe", password: s } } }),
  }),
  "Keystone credential": (s) => json({ credential: { type: "ec2", blob: `{"access":"a","secret":"${s}"}` } }),
  "Keystone trust": (s) =>
    json({ auth: { identity: { methods: ["totp"], totp: { user: { id: "x", passcode: s } } } } }),
  "Barbican payload": (s) => ({
    method: "POST",
    path: "/v1/secrets",
    requestBody: aJson({ name: "x", payload: s, payload_content_type: "text/plain" }),
  }),
  "Nova adminPass": (s) => json({ server: { id: "x", adminPass: s } }),
  "Ironic driver info": (s) =>
    json({ driver_info: { ipmi_username: "joe", ipmi_password: s, redfish_password: `${s}1` } }),
  "Trove users": (s) => json({ users: [{ name: "joe", password: s, databases: [] }] }),
  "Heat parameters": (s) => json({ parameters: { db_root_password: s } }),
  "Magnum certificate": (s) => json({ pem: `-----BEGIN PRIVATE KEY-----\n${b64(s + s)}\n-----END PRIVATE KEY-----\n` }),
  "matrix parameter": (s) => ({ path: `/a;token=${s};x=1/b;y=2` }),
  "query without a name": (s) => ({ path: `/x?Bearer%20${s}` }),
  "query in a fragment of a query": (s) => ({ path: `/x?r=${uri(`/#/cb?id_token=${s}`)}` }),
  "query brackets": (s) => ({ path: `/x?user%5Bauth%5D%5Bpassword%5D=${s}` }),
  "query GraphQL": (s) => ({ path: `/g?variables=${uri(JSON.stringify({ in: { apiKey: s } }))}` }),
  "path basic": (s) => ({ path: `/p/joe:${s}@h.example/x` }),
  "path key value": (s) => ({ path: `/api/token/${s}/me` }),
  "path apikey": (s) => ({ path: `/v1/apikey/${s}/list` }),
  // Parts, events, messages.
  "multipart of a name in quotes": (s) => part('Content-Disposition: form-data; name="user[password]"', s),
  "multipart of a name without quotes": (s) => part("Content-Disposition: form-data; name=api_key", s),
  "multipart of a name*": (s) => part("Content-Disposition: form-data; name*=UTF-8''access_token", s),
  "multipart file name of a token": (s) =>
    part(`Content-Disposition: form-data; name="f"; filename="api_key=${s}"`, "x"),
  "multipart in lines of LF": (s) =>
    sent(`--B\nContent-Disposition: form-data; name="password"\n\n${s}\n--B--\n`, "multipart/form-data; boundary=B"),
  "multipart XML": (s) =>
    part('Content-Disposition: form-data; name="x"\r\nContent-Type: text/xml', `<a><password>${s}</password></a>`),
  "multipart in multipart": (s) =>
    part(
      'Content-Disposition: form-data; name="x"\r\nContent-Type: multipart/mixed; boundary=C',
      `--C\r\nContent-Type: application/json\r\n\r\n{"password":"${s}"}\r\n--C--`,
    ),
  "batch of OData": (s) =>
    sent(
      `--B\r\nContent-Type: application/http\r\n\r\nGET /x?api_key=${s} HTTP/1.1\r\nAuthorization: Bearer ${s}1\r\n\r\n--B--\r\n`,
      "multipart/mixed; boundary=B",
    ),
  "event id": (s) => text(`id: token=${s}\nevent: a\ndata: 1\n\n`, "text/event-stream"),
  "event data": (s) => text(`event: m\ndata: {"session":{"accessToken":\ndata: "${s}"}}\n\n`, "text/event-stream"),
  "event comment": (s) => text(`: api_key=${s}\n\ndata: x\n\n`, "text/event-stream"),
  "NDJSON, second line": (s) =>
    text(`{"level":"info"}\n{"level":"debug","auth":{"bearer":"${s}"}}\n`, "application/x-ndjson"),
  "log in JSON lines": (s) => text(`{"log":"curl -H 'X-Auth-Token: ${s}' h\\n","stream":"stdout"}\n`),
  "socket.io frame": (s) => text(`42["auth",{"token":"${s}"}]`),
  "STOMP frame": (s) => text(`CONNECT\naccept-version:1.2\nlogin:joe\npasscode:${s}\n\n\0`),
  "SockJS frame": (s) => text(`a["{\\"token\\":\\"${s}\\"}"]`),
  "SignalR frame": (s) => text(`{"type":1,"target":"Login","arguments":[{"password":"${s}"}]}\u{1e}`),
  "Phoenix frame": (s) => text(`["1","1","room","phx_join",{"token":"${s}"}]`),
  "WAMP frame": (s) => text(`[5,{"authmethod":"ticket","ticket_token":"${s}"}]`),
  "HAL links": (s) => json({ _links: { next: { href: `/x?page=2&api_token=${s}` } } }),
  "URI template": (s) => json({ href: `https://h/{id}?access_token=${s}{&page}` }),
  "Postman collection": (s) =>
    json({
      auth: {
        type: "apikey",
        apikey: [
          { key: "value", value: s },
          { key: "key", value: "X-Api-Key" },
        ],
      },
    }),
  "Postman bearer": (s) => json({ auth: { type: "bearer", bearer: [{ key: "token", value: s, type: "string" }] } }),
  Insomnia: (s) => json({ authentication: { type: "basic", username: "joe", password: s } }),
  "HAR in JSON": (s) =>
    json({ log: { entries: [{ request: { headers: [{ name: "Authorization", value: `Bearer ${s}` }] } }] } }),
  "OpenAPI example": (s) =>
    json({
      paths: { "/x": { post: { requestBody: { content: { "application/json": { example: { password: s } } } } } } },
    }),
  "curl in JSON": (s) => json({ curl: `curl 'https://h/x' -H 'authorization: Bearer ${s}' --data-raw '{"a":1}'` }),
  "password of a person": (s) => json({ text: `Authorization: Frobnicate Summer-${s}!` }),
};

export function plantSiblings(seed: string): Plant[] {
  const plant = (name: string, put: Place): Plant => {
    const secret = createSecret(createRandom(`${seed}/sibling/${name}`));
    return { kind: "siblings", name, messages: [put(secret)], traces: tracesOf(secret) };
  };
  return [
    ...Object.entries(PLACES).map(([name, put]) => plant(name, put)),
    // Another seed puts it into another carrier.
    ...Object.entries(TEXTS_OF_SIBLINGS).map(([name, write]) => {
      const [carrier, carry] = createRandom(`${seed}/carrier/${name}`).pick(CARRIERS);
      return plant(name + carrier, (s) => carry(write(s)));
    }),
  ];
}
