import { deflateSync, gzipSync } from "node:zlib";

import type { Carrier } from "./carriers.ts";
import { form, json, posted, sent } from "./messages.ts";
import { type Message, type Plant, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";
import { TEXTS_OF_TESTERS } from "./texts-of-testers.ts";

type Place = (secret: string) => Message;

const b64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const b64url = (text: string | Buffer): string => Buffer.from(text).toString("base64url");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const uri = encodeURIComponent;
const got = (bytes: string | Buffer, type = "text/plain"): Message => ({ responseBody: aText(bytes, type) });
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });
const query = (path: string): Message => ({ path });
const xml = (bytes: string): Message => got(bytes, "application/xml");
const events = (bytes: string): Message => got(bytes, "text/event-stream");
const jwt = (s: string): string =>
  `${b64url('{"alg":"ES256","typ":"JWT"}')}.${b64url('{"iss":"a","sub":"joe"}')}.${s.repeat(4).slice(0, 43)}`;
const pem = (kind: string, s: string): string =>
  `-----BEGIN ${kind}-----\n${b64(s.repeat(6)).replaceAll(/.{64}/g, "$&\n")}\n-----END ${kind}-----\n`;
const multipart = (parts: readonly (readonly [headers: string, text: string])[]): Message =>
  sent(
    `${parts.map(([headers, part]) => `--q7Bnd\r\n${headers}\r\n\r\n${part}\r\n`).join("")}--q7Bnd--\r\n`,
    "multipart/form-data; boundary=q7Bnd",
  );

/** What an independent tester would plant: secrets in what browsers, gateways, and tools exchange; 2026-11-30, without knowledge of the rules. */
const PLACES: Readonly<Record<string, Place>> = {
  // Query strings in headers.
  "Referer with a token": (s) => asks("Referer", `https://app.example/cb?code=1&access_token=${s}`),
  "Referer with a reset path": (s) => asks("Referer", `https://app.example/password/reset/${s}?email=joe%40x`),
  "Location with a fragment": (s) => says("Location", `https://app.example/cb#id_token=${jwt(s)}&state=x`),
  "Location to a custom scheme": (s) => says("Location", `myapp://login?session_token=${s}`),
  "Location, relative": (s) => says("Location", `/sso/continue?SAMLRequest=a&Signature=${uri(b64(s))}&SigAlg=x`),
  "Link next": (s) => says("Link", `<https://api.example/items?page=2&api_key=${s}>; rel="next", </x>; rel="self"`),
  Refresh: (s) => says("Refresh", `5; url=https://app.example/in?token=${s}`),
  "Content-Location": (s) => says("Content-Location", `/files/a.pdf?signature=${s}`),
  "Set-Cookie2": (s) => says("Set-Cookie2", `sid="${s}"; Version="1"; Path="/"; Discard`),
  "Set-Cookie, quoted": (s) => says("Set-Cookie", `auth="${s}"; Secure; HttpOnly`),
  "Set-Cookie, JSON": (s) => says("Set-Cookie", `user=${uri(JSON.stringify({ id: 7, token: s }))}; Path=/`),
  "Set-Cookie, Rack": (s) => says("Set-Cookie", `_app_session=${b64(s)}--${hex(s)}; path=/; HttpOnly`),
  "Cookie with base64 JSON": (s) => asks("Cookie", `theme=dark; prefs=${b64(JSON.stringify({ a: 1, authToken: s }))}`),
  "Cookie, Flask": (s) => asks("Cookie", `session=${b64url(JSON.stringify({ csrf: s }))}.ZcQ1aA.${s}`),
  "Cookie, next-auth chunks": (s) => asks("Cookie", `__Secure-next-auth.session-token.0=${s}${s}; x=1`),
  "Alt-Used link": (s) => says("X-Accel-Redirect", `/protected/a.bin?st=${s}&e=1790000000`),
  NEL: (s) => says("Report-To", JSON.stringify({ group: "a", endpoints: [{ url: `https://r.example/?token=${s}` }] })),
  "Reporting-Endpoints": (s) => says("Reporting-Endpoints", `main="https://r.example/in?key=1&secret=${s}"`),
  "CSP report-uri": (s) =>
    says("Content-Security-Policy", `default-src 'self'; report-uri https://r.example/?api_key=${s}`),
  SourceMap: (s) => says("SourceMap", `https://cdn.example/a.js.map?access_token=${s}`),
  Destination: (s) => ({ method: "MOVE", requestHeaders: [["Destination", `https://joe:${s}@dav.example/b.txt`]] }),
  "If header": (s) => ({
    method: "PUT",
    requestHeaders: [
      ["If", `(<opaquelocktoken:x>)`],
      ["X-Dav-Auth", `joe:${s}`],
    ],
  }),
  "Sec-WebSocket-Protocol": (s) => asks("Sec-WebSocket-Protocol", `graphql-ws, bearer.${s}`),
  "Sec-WebSocket-Protocol, Kubernetes": (s) =>
    asks("Sec-WebSocket-Protocol", `base64url.bearer.authorization.k8s.io.${b64url(s)}, v4.channel.k8s.io`),
  "Authorization twice": (s) => asks("X-Forwarded-Authorization", `Bearer ${s}`),
  "Authorization, Digest with userhash": (s) =>
    asks(
      "Authorization",
      `Digest username*=UTF-8''J%C3%A4s, realm="a", qop=auth, algorithm=SHA-256, cnonce="${s}", nc=00000001, uri="/x", response="${hex(s).slice(0, 64).padEnd(64, "0")}"`,
    ),
  "Authorization, AWS4 with a token": (s) =>
    asks(
      "Authorization",
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261130/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${hex(s).slice(0, 64)}`,
    ),
  "Authorization, GNAP": (s) => asks("Authorization", `GNAP ${s}`),
  "Authorization, DPoP": (s) => asks("Authorization", `DPoP ${s}`),
  "Authorization, OAuth 1": (s) =>
    asks(
      "Authorization",
      `OAuth oauth_consumer_key="xvz1evFS4wEE", oauth_token="${s}", oauth_signature="${uri(b64(s))}", oauth_version="1.0"`,
    ),
  "Authorization, WSSE": (s) =>
    asks(
      "X-WSSE",
      `UsernameToken Username="joe", PasswordDigest="${b64(s)}", Nonce="${b64(s)}", Created="2026-11-30T10:00:00Z"`,
    ),
  "Authorization, vendor": (s) => asks("Authorization", `SSWS ${s}`),
  "Authorization, Klaviyo": (s) => asks("Authorization", `Klaviyo-API-Key ${s}`),
  "Authorization, key=": (s) => asks("Authorization", `key=${s}`),
  "Authorization, Token token=": (s) => asks("Authorization", `Token token="${s}", email="joe@x.example"`),
  "Proxy-Authorization": (s) => asks("Proxy-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "WWW-Authenticate echo": (s) =>
    says("WWW-Authenticate", `Bearer error="invalid_token", error_description="The token ${s} is expired"`),
  "Authentication-Info": (s) =>
    says("Authentication-Info", `nextnonce="a1", rspauth="${hex(s).slice(0, 32)}", cnonce="x"`),
  // Signatures of webhooks.
  "X-Hub-Signature-256": (s) => asks("X-Hub-Signature-256", `sha256=${hex(s).slice(0, 64).padEnd(64, "0")}`),
  "Stripe-Signature": (s) =>
    asks("Stripe-Signature", `t=1790000000,v1=${hex(s).slice(0, 64)},v0=${hex(s).slice(0, 64)}`),
  "X-Slack-Signature": (s) => asks("X-Slack-Signature", `v0=${hex(s).slice(0, 64)}`),
  "X-Twilio-Signature": (s) => asks("X-Twilio-Signature", b64(s)),
  "Svix-Signature": (s) => asks("Svix-Signature", `v1,${b64(s.padEnd(32, "z"))}`),
  "X-Shopify-Hmac-Sha256": (s) => asks("X-Shopify-Hmac-Sha256", b64(s.padEnd(32, "z"))),
  "X-Gitlab-Token": (s) => asks("X-Gitlab-Token", s),
  "X-Telegram-Bot-Api-Secret-Token": (s) => asks("X-Telegram-Bot-Api-Secret-Token", s),
  "Paypal-Transmission-Sig": (s) => asks("Paypal-Transmission-Sig", b64(s + s)),
  "X-Signature-Ed25519": (s) => asks("X-Signature-Ed25519", hex(s.repeat(3)).slice(0, 128)),
  "RFC 9421 signature": (s) => ({
    requestHeaders: [
      ["Signature-Input", 'sig1=("@method" "@path");created=1618884475;keyid="test-key-a"'],
      ["Signature", `sig1=:${b64(s + s)}:`],
    ],
  }),
  "Cloudflare Access": (s) => ({
    requestHeaders: [
      ["CF-Access-Client-Id", "0123456789abcdef.access"],
      ["CF-Access-Client-Secret", s],
    ],
  }),
  "X-Goog-Iap-Jwt-Assertion": (s) => asks("X-Goog-Iap-Jwt-Assertion", jwt(s)),
  "X-Amz-Security-Token": (s) => asks("X-Amz-Security-Token", b64(s + s + s)),
  "X-Ms-Token-Aad-Refresh-Token": (s) => asks("X-Ms-Token-Aad-Refresh-Token", s),
  "X-Forwarded-Client-Cert": (s) =>
    asks("X-Forwarded-Client-Cert", `Hash=1;Subject="CN=a";URI=spiffe://x;Password=${s}`),
  // SAML, OpenID, and OAuth.
  "SAML redirect, deflated": (s) =>
    query(
      `/sso?SAMLResponse=${uri(b64(deflateSync(`<samlp:Response ID="_1"><saml:Attribute Name="password"><saml:AttributeValue>${s}</saml:AttributeValue></saml:Attribute></samlp:Response>`)))}&RelayState=a`,
    ),
  "SAML POST page": (s) =>
    got(
      `<html><body onload="document.forms[0].submit()"><form method="post" action="https://sp.example/acs"><input type="hidden" name="SAMLResponse" value="${b64(`<samlp:Response><ds:SignatureValue>${s}</ds:SignatureValue></samlp:Response>`)}"/></form></body></html>`,
      "text/html",
    ),
  "form_post page": (s) =>
    got(
      `<form method="post" action="/cb"><input type="hidden" name="code" value="${s}${s}"/><input type="hidden" name="state" value="x"/></form>`,
      "text/html",
    ),
  "device flow page": (s) =>
    got(
      `<p>Enter this code on your device:</p><div class="code" id="user-code">${s.slice(0, 4).toUpperCase()}-${s.slice(4, 8).toUpperCase()}</div><input name="device_code" value="${s}">`,
      "text/html",
    ),
  "web message": (s) =>
    got(
      `<script>window.opener.postMessage({type:"authorization_response",response:{"access_token":"${s}","state":"a"}}, "https://app.example");</script>`,
      "text/html",
    ),
  "bootstrap state": (s) =>
    got(
      `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ props: { pageProps: { session: { accessToken: s } } } })}</script>`,
      "text/html",
    ),
  "bootstrap, URI-encoded": (s) =>
    got(
      `<script>window.__STATE__ = JSON.parse(decodeURIComponent("${uri(JSON.stringify({ auth: { refreshToken: s } }))}"));</script>`,
      "text/html",
    ),
  "bootstrap, escaped quotes": (s) =>
    got(`<script>var boot = JSON.parse("{\\u0022apiKey\\u0022:\\u0022${s}\\u0022}");</script>`, "text/html"),
  "meta refresh": (s) => got(`<meta http-equiv="refresh" content="0;url=/in?login_token=${s}">`, "text/html"),
  "data attribute": (s) => got(`<div id="app" data-user="joe" data-auth-token="${s}"></div>`, "text/html"),
  "data-props": (s) =>
    got(`<div data-props="{&quot;user&quot;:1,&quot;csrfToken&quot;:&quot;${s}&quot;}"></div>`, "text/html"),
  "HTML comment": (s) => got(`<!-- debug: db_password=${s} host=db1 -->`, "text/html"),
  textarea: (s) => got(`<textarea name="private_key" rows="4">${pem("PRIVATE KEY", s)}</textarea>`, "text/html"),
  "form action": (s) => got(`<form action="/upload?upload_token=${s}&amp;x=1" method="post"></form>`, "text/html"),
  "password shown once": (s) => got(`<dl><dt>Client secret</dt><dd><code>${s}</code></dd></dl>`, "text/html"),
  "password in an email": (s) =>
    got(`<table><tr><td>Temporary password:</td><td><b>${s}</b></td></tr></table>`, "text/html"),
  // Keys.
  JWKS: (s) => json({ keys: [{ kty: "EC", crv: "P-256", x: "f83OJ3D2", y: "x_FEzRu9", d: b64url(s + s), kid: "a" }] }),
  "JWKS RSA": (s) =>
    json({
      keys: [
        { kty: "RSA", n: "0vx7", e: "AQAB", d: b64url(s), p: b64url(s), q: b64url(s), dp: b64url(s), qi: b64url(s) },
      ],
    }),
  "JWK oct": (s) => json({ kty: "oct", k: b64url(s + s), alg: "HS256" }),
  "PKCS#8 in YAML": (s) =>
    got(`tls:\n  key: |\n${pem("PRIVATE KEY", s).replaceAll(/^/gm, "    ")}\n  cert: a\n`, "application/yaml"),
  "PKCS#8 in one line": (s) => json({ key: pem("EC PRIVATE KEY", s).replaceAll("\n", "\\n") }),
  "PKCS#8 without armor": (s) => json({ privateKeyDer: b64(s.repeat(4)) }),
  PKCS12: (s) => json({ pfx: b64(s.repeat(4)), pfxPassword: s }),
  "kubectl secret": (s) =>
    json({
      kind: "Secret",
      apiVersion: "v1",
      type: "kubernetes.io/dockerconfigjson",
      data: { ".dockerconfigjson": b64(JSON.stringify({ auths: { "r.example": { auth: b64(`joe:${s}`) } } })) },
    }),
  "docker auths": (s) => json({ auths: { "https://index.docker.io/v1/": { auth: b64(`joe:${s}`), email: "a@x" } } }),
  "docker identitytoken": (s) => json({ auths: { "r.example": { identitytoken: s } }, credsStore: "desktop" }),
  "X-Registry-Auth": (s) =>
    asks("X-Registry-Auth", b64url(JSON.stringify({ username: "joe", password: s, serveraddress: "r" }))),
  "Terraform state": (s) =>
    json({
      version: 4,
      resources: [
        { type: "random_password", name: "db", instances: [{ attributes: { length: 20, result: s, special: true } }] },
      ],
    }),
  "Terraform state, output": (s) =>
    json({ version: 4, outputs: { db_url: { value: `postgres://a:${s}@db/x`, type: "string", sensitive: true } } }),
  "Terraform plan": (s) =>
    json({
      resource_changes: [{ change: { after: { username: "joe", password: s }, after_sensitive: { password: true } } }],
    }),
  "Terraform variables": (s) =>
    json({ data: { type: "vars", attributes: { key: "DB_PASSWORD", value: s, sensitive: false, category: "env" } } }),
  "Pulumi stack": (s) => json({ version: 3, deployment: { resources: [{ outputs: { adminPassword: s } }] } }),
  "Ansible facts": (s) => json({ hostvars: { db1: { ansible_become_pass: s, ansible_host: "10.0.0.1" } } }),
  "AWX credential": (s) =>
    posted({ name: "m", credential_type: 1, inputs: { username: "joe", become_password: s, ssh_key_unlock: s } }),
  "GitHub secret": (s) => posted({ name: "API", config: { url: "https://x", content_type: "json", secret: s } }),
  "GitHub app conversion": (s) =>
    json({
      id: 1,
      slug: "a",
      client_id: "Iv1.8a61f9b3a7aba766",
      client_secret: s,
      webhook_secret: s,
      pem: pem("RSA PRIVATE KEY", s),
    }),
  "GitLab variable": (s) =>
    json({ variable_type: "env_var", key: "DEPLOY_PASS", value: s, protected: true, masked: false }),
  "Jenkins crumb": (s) =>
    json({ _class: "hudson.security.csrf.DefaultCrumbIssuer", crumb: s + s, crumbRequestField: "Jenkins-Crumb" }),
  "Grafana contact point": (s) => posted({ type: "pagerduty", settings: { integrationKey: s, severity: "critical" } }),
  "Grafana data source": (s) =>
    posted({ name: "db", secureJsonData: { password: s, httpHeaderValue1: `Bearer ${s}` } }),
  "Alertmanager receiver": (s) =>
    posted({
      receivers: [
        {
          name: "s",
          slack_configs: [
            { api_url: `https://hooks.slack.com/services/T00000000/B00000000/${s.repeat(2).slice(0, 24)}` },
          ],
        },
      ],
    }),
  "Snowflake login": (s) => posted({ data: { LOGIN_NAME: "JOE", PASSWORD: s, ACCOUNT_NAME: "x" } }),
  "Snowflake answer": (s) =>
    json({ data: { masterToken: s + s, token: s + s, validityInSeconds: 3600 }, success: true }),
  "Elasticsearch key": (s) =>
    json({ id: "VuaCfGcBCdbkQm-e5aOx", name: "k", api_key: s, encoded: b64(`VuaCfGcBCdbkQm-e5aOx:${s}`) }),
  "RabbitMQ user": (s) => ({
    method: "PUT",
    path: "/api/users/joe",
    requestBody: aJson({ password: s, tags: "administrator" }),
  }),
  "RabbitMQ hash": (s) =>
    json({ name: "joe", password_hash: b64(s + s), hashing_algorithm: "rabbit_password_hashing_sha256" }),
  "Kafka Connect": (s) =>
    posted({
      name: "c",
      config: {
        "connection.user": "a",
        "connection.password": s,
        "sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="${s}";`,
      },
    }),
  "Redis AUTH": (s) => got(`*3\r\n$4\r\nAUTH\r\n$3\r\njoe\r\n$${s.length}\r\n${s}\r\n`),
  "GraphQL variables": (s) =>
    posted({
      query: "mutation($i: LoginInput!){login(input:$i){id}}",
      variables: { i: { email: "a@x", password: s } },
    }),
  "GraphQL literal": (s) => posted({ query: `mutation { signIn(email: "a@x", password: "${s}") { token } }` }),
  "GraphQL block string": (s) =>
    posted({ query: `mutation { addKey(input: {name: "k", privateKey: """${s}"""}) { id } }` }),
  "GraphQL alias": (s) => json({ data: { a: { token: s, user: { id: 1 } } }, extensions: { tracing: 1 } }),
  "GraphQL GET": (s) =>
    query(
      `/graphql?query=${uri("query($t:String!){me(token:$t){id}}")}&variables=${uri(JSON.stringify({ accessToken: s }))}`,
    ),
  "GraphQL persisted": (s) =>
    posted({ extensions: { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } }, variables: { apiToken: s } }),
  "SOAP UsernameToken": (s) =>
    sent(
      `<s:Envelope><s:Header><wsse:Security><wsse:UsernameToken><wsse:Username>joe</wsse:Username><wsse:Password Type="http://docs.oasis-open.org/wss#PasswordText">${s}</wsse:Password></wsse:UsernameToken></wsse:Security></s:Header></s:Envelope>`,
      "text/xml",
    ),
  "SOAP BinarySecurityToken": (s) =>
    sent(
      `<soap:Header><wsse:Security><wsse:BinarySecurityToken ValueType="#GSS" EncodingType="#Base64Binary">${b64(s + s)}</wsse:BinarySecurityToken></wsse:Security></soap:Header>`,
      "application/soap+xml",
    ),
  "SOAP session": (s) =>
    xml(`<loginResponse><result><sessionId>${s}</sessionId><serverUrl>https://x</serverUrl></result></loginResponse>`),
  "WS-Trust": (s) =>
    xml(`<trust:RequestedProofToken><trust:BinarySecret>${b64(s)}</trust:BinarySecret></trust:RequestedProofToken>`),
  "XML-RPC login": (s) =>
    sent(
      `<methodCall><methodName>wp.getPosts</methodName><params><param><value><int>1</int></value></param><param><value><string>joe</string></value></param><param><value><string>${s}</string></value></param></params></methodCall>`,
      "text/xml",
    ),
  "JSON-RPC login": (s) =>
    posted({ jsonrpc: "2.0", method: "user.login", params: { user: "joe", password: s }, id: 1 }),
  "JSON-RPC positional": (s) =>
    posted({ jsonrpc: "2.0", method: "aria2.addUri", params: [`token:${s}`, ["http://x/y"]], id: 1 }),
  "Odoo RPC": (s) => posted({ jsonrpc: "2.0", params: { service: "common", method: "login", args: ["db", "joe", s] } }),
  "S3 listing with SAS": (s) =>
    xml(
      `<EnumerationResults><Blobs><Blob><Url>https://a.blob.core.windows.net/c/f?sv=2024-11-04&amp;sr=b&amp;sig=${uri(b64(s.padEnd(32, "x").slice(0, 32)))}</Url></Blob></Blobs></EnumerationResults>`,
    ),
  "S3 presigned in XML": (s) =>
    xml(
      `<Result><Url>https://b.s3.amazonaws.com/k?X-Amz-Credential=A%2F1&amp;X-Amz-Signature=${hex(s).slice(0, 64)}</Url></Result>`,
    ),
  "GCS upload session": (s) =>
    says("Location", `https://storage.googleapis.com/upload/b/o?uploadType=resumable&upload_id=${s}${s}${s}`),
  JSONP: (s) => got(`/**/cb_123({"user":"joe","session_token":"${s}"});`, "application/javascript"),
  "NDJSON with nested JSON": (s) =>
    got(
      `{"n":1,"body":${JSON.stringify(JSON.stringify({ a: [{ client_secret: s }] }))}}\n{"n":2}\n`,
      "application/x-ndjson",
    ),
  "JSON after a guard": (s) => got(`)]}',\n{"xsrfToken":"${s}"}`, "application/json"),
  "JSON text sequence": (s) => got(`\u001E{"a":1}\n\u001E{"password":"${s}"}\n`, "application/json-seq"),
  "length-prefixed JSON": (s) => got(`31\n["auth",{"bearer_token":"${s}"}]\n2\n[]\n`, "application/json"),
  "event stream, cut": (s) => events(`event: auth\ndata: {"type":"session","client_secret":{"value":"${s}`),
  "event stream, two lines": (s) => events(`data: {"access_token":\ndata: "${s}"}\n\n`),
  "event stream, endpoint": (s) => events(`event: endpoint\ndata: /messages/?session_id=${hex(s).slice(0, 32)}\n\n`),
  "socket.io auth": (s) => sent(`40/chat,{"token":"${s}"}`, "text/plain;charset=UTF-8"),
  SignalR: (s) => json({ negotiateVersion: 1, connectionId: "a", connectionToken: s + s, availableTransports: [] }),
  "STOMP connect": (s) => sent(`CONNECT\nlogin:joe\npasscode:${s}\nhost:/\n\n\0`, "text/plain"),
  // Bodies of other formats.
  "multipart, base64 part": (s) =>
    multipart([
      [
        `Content-Disposition: form-data; name="config"; filename="c.json"\r\nContent-Transfer-Encoding: base64`,
        b64(JSON.stringify({ db_password: s })),
      ],
    ]),
  "multipart, quoted-printable": (s) =>
    multipart([
      [`Content-Disposition: form-data; name="note"\r\nContent-Transfer-Encoding: quoted-printable`, `password=3D${s}`],
    ]),
  "multipart, .env file": (s) =>
    multipart([
      [
        `Content-Disposition: form-data; name="file"; filename=".env"\r\nContent-Type: application/octet-stream`,
        `NODE_ENV=production\nJWT_SECRET=${s}\n`,
      ],
    ]),
  "multipart, gzip file": (s) =>
    sent(
      Buffer.concat([
        Buffer.from(
          `--q7Bnd\r\nContent-Disposition: form-data; name="f"; filename="a.json.gz"\r\nContent-Type: application/gzip\r\n\r\n`,
        ),
        gzipSync(JSON.stringify({ api_token: s })),
        Buffer.from("\r\n--q7Bnd--\r\n"),
      ]),
      "multipart/form-data; boundary=q7Bnd",
    ),
  "multipart, key upload": (s) =>
    multipart([
      [
        `Content-Disposition: form-data; name="key"; filename="id_ed25519"\r\nContent-Type: application/octet-stream`,
        pem("OPENSSH PRIVATE KEY", s),
      ],
    ]),
  "multipart/mixed batch": (s) =>
    sent(
      `--b1\r\nContent-Type: application/http\r\n\r\nPOST /token HTTP/1.1\r\nAuthorization: Bearer ${s}\r\nContent-Type: application/json\r\n\r\n{"password":"${s}"}\r\n--b1--\r\n`,
      "multipart/mixed; boundary=b1",
    ),
  "multipart/related": (s) =>
    sent(
      `--r\r\nContent-Type: application/json\r\n\r\n{"name":"a","sharedSecret":"${s}"}\r\n--r\r\nContent-Type: text/plain\r\n\r\nhi\r\n--r--`,
      "multipart/related; boundary=r",
    ),
  "PHP serialize": (s) => got(`a:2:{s:4:"user";s:3:"joe";s:8:"password";s:${s.length}:"${s}";}`),
  "PHP serialize, object": (s) => got(`O:4:"Conf":1:{s:12:"\0Conf\0api_key";s:${s.length}:"${s}";}`),
  "PHP session": (s) => got(`user|s:3:"joe";access_token|s:${s.length}:"${s}";`),
  "Java properties, escaped": (s) =>
    got(`db.password=\\u${s.charCodeAt(0).toString(16).padStart(4, "0")}${s.slice(1)}\n`, "text/x-java-properties"),
  "Java properties, escaped name": (s) => got(`db\\ password = ${s}\nspring.datasource.password : ${s}\n`),
  "SQL dump": (s) =>
    got(`COPY public.users (id, email, api_token) FROM stdin;\n1\ta@x\t${s}\n\\.\n`, "application/sql"),
  "SQL dump, insert": (s) =>
    got("INSERT INTO `users` (`id`,`user`,`password`) VALUES (1,'joe','x'),(2,'ann','" + s + "');\n"),
  "SQL create user": (s) => got(`CREATE USER 'joe'@'%' IDENTIFIED WITH caching_sha2_password BY '${s}';`),
  CSV: (s) => got(`host,login,passwd,comment\r\na.example,joe,${s},x\r\n`, "text/csv"),
  TSV: (s) => got(`id\tclient_secret\tcreated\n7\t${s}\t2026-11-30\n`, "text/tab-separated-values"),
  LDIF: (s) => got(`dn: uid=joe,ou=people\nuid: joe\nuserPassword:: ${b64(`{SSHA}${s}`)}\n`),
  "LDIF, folded": (s) => got(`dn: uid=joe\nuserPassword: ${s.slice(0, 9)}\n ${s.slice(9)}\nsn: Doe\n`),
  iCal: (s) =>
    got(
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nURL:https://cal.example/feed?auth_token=${s}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
      "text/calendar",
    ),
  "iCal Zoom": (s) =>
    got(
      `BEGIN:VEVENT\r\nLOCATION:https://zoom.us/j/85012345678?pwd=${s}.1\r\nDESCRIPTION:Passcode: ${s.slice(0, 6)}4\\nx\r\nEND:VEVENT`,
      "text/calendar",
    ),
  vCard: (s) => got(`BEGIN:VCARD\nVERSION:4.0\nFN:Joe\nURL:https://joe:${s}@x.example/card\nEND:VCARD\n`, "text/vcard"),
  "GitHub Actions log": (s) => got(`2026-11-30T10:00:00.1234567Z ::add-mask::${s}\n2026-11-30T10:00:01.1Z done\n`),
  "GitHub Actions output": (s) => got(`2026-11-30T10:00:00.1Z ::set-output name=token::${s}\n`),
  "Azure Pipelines log": (s) => got(`##vso[task.setvariable variable=dbPassword;issecret=true]${s}\n`),
  "TeamCity message": (s) => got(`##teamcity[setParameter name='env.API_TOKEN' value='${s}']\n`),
  "kubectl describe": (s) =>
    got(`Name: a\n    Environment:\n      DB_HOST:      db\n      DB_PASSWORD:  ${s}\n      LOG: x\n`),
  "docker inspect": (s) => json([{ Config: { Env: ["PATH=/bin", `MYSQL_ROOT_PASSWORD=${s}`], Cmd: ["mysqld"] } }]),
  "docker compose config": (s) =>
    got(`services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${s}\n`, "application/yaml"),
  "systemd show": (s) => got(`Environment=A=1 SMTP_PASSWORD=${s} B=2\nRestart=no\n`),
  "process list": (s) => got(`  PID COMMAND\n 4711 /usr/bin/worker --api-token=${s} --workers 4\n`),
  "process list, JSON": (s) => json({ processes: [{ pid: 1, cmdline: ["worker", "--auth-token", s, "-v"] }] }),
  "crash dump": (s) => json({ env: { HOME: "/root", AWS_SECRET_ACCESS_KEY: s }, argv: [] }),
  "HAR in a body": (s) =>
    json({ log: { entries: [{ request: { headers: [{ name: "Authorization", value: `Bearer ${s}` }] } }] } }),
  "Postman environment": (s) =>
    json({ name: "e", values: [{ key: "token", value: s, type: "secret", enabled: true }] }),
  "Insomnia export": (s) => json({ _type: "export", resources: [{ authentication: { type: "bearer", token: s } }] }),
  "curl in JSON": (s) => json({ cmd: `curl -sS -H 'Authorization: token ${s}' https://api.example/x` }),
  "OpenAPI example": (s) =>
    json({ paths: { "/x": { get: { parameters: [{ name: "api_key", in: "query", example: s }] } } } }),
  "WireMock mapping": (s) => json({ request: { headers: { "X-Api-Key": { equalTo: s } } }, response: { status: 200 } }),
  "Prometheus config": (s) =>
    got(
      `scrape_configs:\n  - job_name: a\n    basic_auth:\n      username: joe\n      password: ${s}\n    authorization:\n      credentials: ${s}\n`,
      "application/yaml",
    ),
  "Envoy config dump": (s) =>
    json({ secret: { tls_certificate: { private_key: { inline_string: pem("PRIVATE KEY", s) } } } }),
  "Traefik middleware": (s) => json({ basicAuth: { users: [`joe:$apr1$H6uskkkW$${s.repeat(2).slice(0, 22)}`] } }),
  "Home Assistant": (s) => json({ access_token: s, token_type: "Bearer", refresh_token: s, ha_auth_provider: null }),
  "Wi-Fi QR": (s) => json({ qr: `WIFI:T:WPA;S:home;P:${s};;` }),
  "Matrix login": (s) =>
    posted({ type: "m.login.password", identifier: { type: "m.id.user", user: "joe" }, password: s }),
  "Matrix login answer": (s) =>
    json({ user_id: "@joe:x", access_token: `syt_${b64url("joe")}_${s}`, device_id: "GHTYAJCE" }),
  "Firebase sign-in": (s) =>
    json({ kind: "identitytoolkit#VerifyPasswordResponse", idToken: jwt(s), refreshToken: s + s, localId: "abc" }),
  "Firebase query": (s) => ({
    method: "POST",
    path: `/v1/accounts:signInWithPassword?key=AIza${s.repeat(3).slice(0, 35)}`,
  }),
  "Apple receipt": (s) => posted({ "receipt-data": "MIIT", password: s, "exclude-old-transactions": true }),
  "Steam key": (s) =>
    query(`/ISteamUser/GetPlayerSummaries/v2/?key=${hex(s).slice(0, 32).toUpperCase()}&steamids=7656`),
  "Plex token": (s) => query(`/library/sections?X-Plex-Token=${s}`),
  Subsonic: (s) =>
    query(`/rest/ping.view?u=joe&t=${hex(s).slice(0, 32)}&s=${s.slice(0, 6)}&v=1.16.1&c=app&p=enc:${hex(s)}`),
  "Tuya signature": (s) => ({
    requestHeaders: [
      ["sign", hex(s).slice(0, 64).toUpperCase()],
      ["client_id", "abcdef"],
      ["t", "1790000000000"],
    ],
  }),
  "Binance signature": (s) => query(`/api/v3/account?timestamp=1790000000000&signature=${hex(s).slice(0, 64)}`),
  Kraken: (s) => ({
    requestHeaders: [
      ["API-Key", s],
      ["API-Sign", b64(s + s)],
    ],
  }),
  Coinbase: (s) => ({
    requestHeaders: [
      ["CB-ACCESS-KEY", s],
      ["CB-ACCESS-SIGN", b64(s)],
      ["CB-ACCESS-PASSPHRASE", s],
    ],
  }),
  card: (s) => posted({ payment_method: { card: { number: "4242424242424242", cvc: "737", token: s } } }),
  PayPal: (s) => posted({ grant_type: "refresh_token", refresh_token: s }),
  Plaid: (s) => posted({ client_id: "5b8c", secret: s, public_token: "x", access_token: `access-production-${s}` }),
  "SMS code": (s) => json({ to: "+1", body: `${s.slice(0, 2)}83921 is your verification code.`, auth: s }),
  "push relay": (s) => asks("Topic-Authorization", `bearer ${s}`),
  VAPID: (s) => asks("Authorization", `vapid t=${jwt(s)}, k=BDd3_hVL9fZi9Ybo2UUzA284WG5FZR30`),
  "Crypto-Key": (s) => asks("X-Push-Auth", s),
};

/** Letters and digits, hexadecimal digits, base64, a chosen password. */
const SHAPES: readonly string[] = [
  "{a11}9{a9}Q",
  "{l12}4{l9}",
  "{h18}5e{h12}",
  "{a9}_{a10}7",
  "Herbst{d3}Wolke{d2}",
  "{a7}-{a6}-{a5}8",
];

const CARRIERS: readonly Carrier[] = [
  ["", (written) => got(written)],
  [", in JSON", (written) => json({ id: 1, content: written })],
  [", in a log", (written) => got(`2026-11-30T10:00:00.123Z  INFO 4711 --- [main] c.e.App : ${written}\n`)],
  [", posted in a form", (written) => form({ title: "a", text: written })],
];

export function plantTesters(seed: string): Plant[] {
  const plant = (name: string, put: Place): Plant => {
    const random = createRandom(`${seed}/tester/${name}`);
    const secret = random.fill(random.pick(SHAPES));
    return { kind: "testers", name, messages: [put(secret)], traces: [secret, hex(secret), ...tracesOf(secret)] };
  };
  return [
    ...Object.entries(PLACES).map(([name, put]) => plant(name, put)),
    // Another seed puts it into another carrier.
    ...Object.entries(TEXTS_OF_TESTERS).map(([name, write]) => {
      const [carrier, carry] = createRandom(`${seed}/tester carrier/${name}`).pick(CARRIERS);
      return plant(`text: ${name}${carrier}`, (s) => carry(write(s)));
    }),
  ];
}
