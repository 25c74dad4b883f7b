import { gzipSync } from "node:zlib";

import { json, posted as post, sent, text } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aForm, aJson, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const reqH = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const resH = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });

/** Messages that services send and receive, by service or by place. */
const MESSAGES: Readonly<Record<string, (secret: string) => Message>> = {
  "sql in json params": (s) => post({ sql: "INSERT INTO users (name, password) VALUES (?, ?)", params: ["joe", s] }),
  "sql in json params rqlite": (s) => post([["INSERT INTO users(name, password) VALUES(?, ?)", "joe", s]]),
  "sql in json bindings": (s) =>
    json({ query: 'insert into "users" ("name", "password") values (?, ?)', bindings: ["joe", s] }),
  "sql in json named": (s) => json({ sql: "UPDATE users SET password = :p", params: { p: s } }),
  "sql in json pg": (s) => json({ text: "UPDATE users SET password = $2 WHERE id = $1", values: [3, s] }),
  "ssm parameter": (s) =>
    json({
      Parameter: {
        ARN: "arn:aws:ssm:eu-west-1:1:parameter/prod/db",
        Name: "/prod/db/password",
        Type: "SecureString",
        Value: s,
        Version: 1,
      },
    }),
  "ssm securestring": (s) => json({ Parameters: [{ Name: "/prod/db/main", Type: "SecureString", Value: s }] }),
  "ssm securestring value first": (s) =>
    json({ Parameters: [{ Value: s, Type: "SecureString", Name: "/prod/db/main" }] }),
  "vault path value": (s) => json({ path: "secret/data/db/password", value: s }),
  "vault path value2": (s) => json({ path: "secret/data/db", value: s }),
  "key secret/db val": (s) => json({ key: "secret/db", val: s }),
  "key dotted": (s) => json({ key: "db.password", value: s }),
  "key colon": (s) => json({ key: "ConnectionStrings:Default:Password", value: s }),
  "key double underscore": (s) => json({ key: "Smtp__Password", value: s }),
  "path secret kv": (s) => json({ path: "kv/prod/api-key", data: s }),
  "path secrets": (s) => json({ path: "/secrets/prod/db", value: s }),
  "secretId value": (s) => json({ secretId: "prod/db", secretValue: s }),
  "aws sm SecretString plain": (s) =>
    json({
      ARN: "arn:aws:secretsmanager:eu:1:secret:prod/db-AbCdEf",
      Name: "prod/db",
      SecretString: s,
      VersionStages: ["AWSCURRENT"],
    }),
  "aws sm SecretString json": (s) =>
    json({ Name: "prod/db", SecretString: JSON.stringify({ username: "joe", password: s }) }),
  "aws sm SecretBinary": (s) => json({ Name: "prod/db", SecretBinary: b64(s) }),
  "aws arn value": (s) => json({ arn: "arn:aws:secretsmanager:eu:1:secret:prod/db-AbCdEf", value: s }),
  "gcp payload": (s) => json({ name: "projects/1/secrets/db/versions/1", payload: { data: b64(s), dataCrc32c: "12" } }),
  "azure kv": (s) =>
    json({ value: s, id: "https://v.vault.azure.net/secrets/db/0123456789abcdef", attributes: { enabled: true } }),
  "azure kv first": (s) => json({ id: "https://v.vault.azure.net/secrets/db/0123456789abcdef", value: s }),
  doppler: (s) => json({ secrets: { DB: { raw: s, computed: s, note: "" } } }),
  doppler2: (s) => json({ name: "DB_PASSWORD", value: { raw: s, computed: s } }),
  infisical: (s) => json({ secret: { secretKey: "DB", secretValue: s, type: "shared" } }),
  "1password": (s) =>
    json({ fields: [{ id: "password", type: "CONCEALED", purpose: "PASSWORD", label: "password", value: s }] }),
  "1password concealed": (s) => json({ fields: [{ id: "abc1", type: "CONCEALED", label: "opening", value: s }] }),
  bitwarden: (s) => json({ login: { username: "joe", password: s, totp: "otpauth://totp/a?secret=" + s } }),
  "bitwarden hidden field": (s) =>
    json({
      fields: [
        { name: "opening", value: s, type: 1 },
        { name: "PIN code", value: s },
      ],
    }),
  "consul kv": (s) => json([{ Key: "prod/db/password", Value: b64(s), Flags: 0 }]),
  "etcd v2": (s) => json({ action: "get", node: { key: "/prod/db/password", value: s } }),
  "vault url kv read": (s) => ({
    path: "/v1/secret/data/db",
    responseBody: aJson({ data: { data: { opening: s }, metadata: { version: 1 } } }),
  }),
  "vault url kv write": (s) => ({
    path: "/v1/secret/data/db",
    method: "POST",
    requestBody: aJson({ data: { opening: s } }),
  }),
  "vault url kv1": (s) => ({
    path: "/v1/secret/db",
    responseBody: aJson({ request_id: "a", lease_duration: 2764800, data: { opening: s } }),
  }),
  "gitlab variable": (s) => json({ key: "OPENING", value: s, masked: true, protected: false }),
  "gitlab variable name": (s) => json({ key: "DB_PASSWORD", variable_type: "env_var", value: s }),
  "heroku config-vars": (s) => json({ DATABASE_URL: `postgres://joe:${s}@h/db` }),
  "vercel env": (s) => json({ key: "DB", value: s, type: "secret", target: ["production"] }),
  "vercel env encrypted": (s) => json({ key: "DB", value: s, type: "encrypted", target: ["production"] }),
  "netlify env": (s) => json({ key: "DB_PASSWORD", values: [{ value: s, context: "all" }] }),
  "cf workers secret": (s) => json({ name: "OPENING", text: s, type: "secret_text" }),
  "ssm put": (s) => post({ Name: "/prod/db/main", Value: s, Type: "SecureString", Overwrite: true }),
  "azure app setting": (s) => json([{ name: "SMTP_PASSWORD", slotSetting: false, value: s }]),
  "ecs env": (s) => json({ environment: [{ name: "DB_PASSWORD", value: s }] }),
  "cloudformation output": (s) => json({ Outputs: [{ OutputKey: "DbPassword", OutputValue: s }] }),
  "heat output": (s) => json({ outputs: [{ output_key: "admin_password", output_value: s, description: "x" }] }),
  "keycloak attr": (s) => json({ config: { clientSecret: [s], bindCredential: [s] } }),
  "property set": (s) => json({ propertyName: "jdbc.password", propertyValue: s }),
  jenkins: (s) => json({ parameter: [{ name: "DB_PASSWORD", value: s }] }),
  "ansible awx": (s) => json({ inputs: { username: "joe", password: s, become_password: s, ssh_key_unlock: s } }),
  "xml path value": (s) => text(`<entry path="/prod/db/password"><value>${s}</value></entry>`, "text/xml"),
  "xml setting serializeAs": (s) =>
    text(`<setting name="SmtpPassword" serializeAs="String"><value>${s}</value></setting>`, "text/xml"),
  "yaml path value": (s) => text(`- path: /prod/db/password\n  value: ${s}\n`, "application/yaml"),
  "graphql var input": (s) =>
    post({
      operationName: "Login",
      variables: { input: { email: "a@b", pass: s } },
      query: "mutation Login($input: I!) { login(input: $input) { token } }",
    }),
  "graphql default": (s) =>
    post({ query: `mutation L($password: String = "${s}") { login(password: $password) { id } }` }),
  "graphql block string": (s) => post({ query: `mutation { login(password: """${s}""") { id } }` }),
  "graphql error": (s) =>
    json({ errors: [{ message: `Variable "$password" got invalid value "${s}"; Expected type` }] }),
  "graphql error 2": (s) =>
    json({ errors: [{ message: `Variable "$input" got invalid value { email: "a", password: "${s}" }` }] }),
  "graphql get": (s) => ({
    path: `/graphql?query=${encodeURIComponent(`{login(password:"${s}"){id}}`)}&variables=${encodeURIComponent(JSON.stringify({ password: s }))}`,
  }),
  "graphql batch": (s) => post([{ query: "mutation($p:String!){a(password:$p)}", variables: { p: s } }]),
  "graphql alias arg enum": (s) => json({ data: { login: { jwt: s } } }),
  "json twice": (s) => json({ a: JSON.stringify({ b: JSON.stringify({ password: s }) }) }),
  "json thrice": (s) => json({ a: JSON.stringify({ b: JSON.stringify({ c: JSON.stringify({ password: s }) }) }) }),
  "multipart name is secret in filename": (s) =>
    sent(
      `--X\r\nContent-Disposition: form-data; name="token"; filename="t.txt"\r\nContent-Type: text/plain\r\n\r\n${s}\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "multipart base64": (s) =>
    sent(
      `--X\r\nContent-Disposition: form-data; name="password"\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(s)}\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "multipart related json": (s) =>
    sent(
      `--X\r\nContent-Type: application/json\r\n\r\n{"client_secret":"${s}"}\r\n--X\r\nContent-Type: image/png\r\n\r\nxx\r\n--X--\r\n`,
      "multipart/related; boundary=X",
    ),
  "multipart s3 post": (s) =>
    sent(
      `--X\r\nContent-Disposition: form-data; name="X-Amz-Signature"\r\n\r\n${s}\r\n--X\r\nContent-Disposition: form-data; name="x-amz-security-token"\r\n\r\n${s}b\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "multipart brackets": (s) =>
    sent(
      `--X\r\nContent-Disposition: form-data; name="user[password]"\r\n\r\n${s}\r\n--X--\r\n`,
      "multipart/form-data; boundary=X",
    ),
  "cookie json": (s) => reqH("Cookie", `prefs=${encodeURIComponent(JSON.stringify({ token: s }))}`),
  "cookie json quotes": (s) => reqH("Cookie", `user={"id":1,"token":"${s}"}; a=b`),
  "cookie pairs": (s) => reqH("Cookie", `auth=user=joe&token=${s}; theme=dark`),
  "cookie base64 json": (s) =>
    reqH("Cookie", `s=${b64(JSON.stringify({ passport: { user: 1 }, secret: s }))}; s.sig=${s}`),
  "cookie host session": (s) => reqH("Cookie", `__Host-session=${s}; __Secure-3PSID=${s}x`),
  "set-cookie host": (s) => resH("Set-Cookie", `__Host-session=${s}; Path=/; Secure; HttpOnly; SameSite=Lax`),
  "set-cookie asp": (s) => resH("Set-Cookie", `.AspNetCore.Identity.Application=${s}; path=/; secure`),
  "cookie rails": (s) => reqH("Cookie", `_app_session=${encodeURIComponent(s + "--" + s)}`),
  "cookie express": (s) => reqH("Cookie", `connect.sid=s%3A${s}.${s}`),
  presigned: (s) => ({
    path: `/o?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261129%2Feu%2Fs3%2Faws4_request&X-Amz-Security-Token=${encodeURIComponent(s + "/+=")}&X-Amz-Signature=ab${s}`,
  }),
  "presigned in xml": (s) =>
    text(
      `<r><Url>https://b.s3.amazonaws.com/o?X-Amz-Expires=1&amp;X-Amz-Security-Token=${s}&amp;X-Amz-Signature=1${s}</Url></r>`,
      "text/xml",
    ),
  "presigned v2": (s) => ({ path: `/o?AWSAccessKeyId=AKID${s}&Signature=${s}%3D&Expires=1` }),
  "gcs signed": (s) => ({ path: `/o?GoogleAccessId=a@b&Expires=1&Signature=${s}` }),
  cloudfront: (s) => ({ path: `/o?Policy=eyJTdGF0ZW1lbnQiOlt7fV19&Signature=${s}&Key-Pair-Id=K1` }),
  alicloud: (s) => ({ path: `/?AccessKeyId=${s}&OSSAccessKeyId=${s}1&SecurityToken=${s}2&Signature=${s}3` }),
  "saml response form": (s) => ({
    method: "POST",
    requestBody: aForm({
      SAMLResponse: b64(`<samlp:Response><ds:SignatureValue>${s}</ds:SignatureValue></samlp:Response>`),
      RelayState: s,
    }),
  }),
  "saml auto-post html": (s) =>
    text(
      `<form><input type="hidden" name="SAMLResponse" value="${b64("<a>" + s + "</a>")}"/><input type="hidden" name="RelayState" value="${s}"/></form>`,
      "text/html",
    ),
  "saml redirect": (s) => ({ path: `/sso?SAMLRequest=${encodeURIComponent(b64(s + s))}&SigAlg=rsa&Signature=${s}` }),
  "wsfed wresult": (s) => ({
    method: "POST",
    requestBody: aForm({
      wa: "wsignin1.0",
      wresult: `<t:RequestSecurityTokenResponse><t:RequestedSecurityToken><wsse:BinarySecurityToken>${s}</wsse:BinarySecurityToken></t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`,
    }),
  }),
  "wsse nonce digest": (s) =>
    text(
      `<wsse:UsernameToken><wsse:Username>joe</wsse:Username><wsse:Password Type="PasswordDigest">${s}</wsse:Password></wsse:UsernameToken>`,
      "text/xml",
    ),
  "kerberos negotiate": (s) => reqH("Authorization", `Negotiate YII${b64(s + s + s)}`),
  "kerberos www": (s) => resH("WWW-Authenticate", `Negotiate ${b64(s + s + s)}`),
  ntlm: (s) => reqH("Authorization", `NTLM TlRMTVNTUAAD${b64(s)}`),
  "ntlm www": (s) => resH("WWW-Authenticate", `NTLM TlRMTVNTUAAC${b64(s)}`),
  "ntlm proxy": (s) => reqH("Proxy-Authorization", `NTLM TlRMTVNTUAAD${b64(s)}`),
  "oauth device": (s) =>
    json({
      device_code: s,
      user_code: "ABCD-EFGH",
      verification_uri: "https://h/d",
      verification_uri_complete: `https://h/d?user_code=${s}`,
      expires_in: 900,
    }),
  "oauth device poll": (s) => ({
    method: "POST",
    requestBody: aForm({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: s, client_id: "a" }),
  }),
  "pkce verifier": (s) => ({
    method: "POST",
    requestBody: aForm({
      grant_type: "authorization_code",
      code: s,
      code_verifier: s + "x",
      redirect_uri: "http://h/cb",
    }),
  }),
  "oauth code json": (s) => post({ grant_type: "authorization_code", code: s, redirect_uri: "http://h" }),
  "oauth jwt bearer": (s) => ({
    method: "POST",
    requestBody: aForm({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: s }),
  }),
  "oauth token exchange": (s) => ({
    method: "POST",
    requestBody: aForm({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: s,
      actor_token: s + "1",
    }),
  }),
  "oauth ciba": (s) => json({ auth_req_id: s, expires_in: 120 }),
  "oauth registration": (s) =>
    json({
      client_id: "a",
      client_secret: s,
      registration_access_token: s + "1",
      registration_client_uri: "https://h/r",
    }),
  "oidc redirect": (s) => resH("Location", `https://app/cb?code=${s}&state=${s}1&session_state=x`),
  "oidc logout hint": (s) => ({ path: `/logout?id_token_hint=${s}` }),
  "oidc login_hint_token": (s) => ({ path: `/auth?client_id=a&login_hint_token=${s}` }),
  "oauth request object": (s) => ({
    path: `/auth?client_id=a&request=eyJhbGciOiJub25lIn0.${b64(JSON.stringify({ client_secret: s })).replace(/=/g, "")}.`,
  }),
  "sigv4 header": (s) =>
    reqH(
      "Authorization",
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261129/eu/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${s}`,
    ),
  "aws v2 header": (s) => reqH("Authorization", `AWS AKIAIOSFODNN7EXAMPLE:${s}=`),
  "azure sharedkey": (s) => reqH("Authorization", `SharedKey acct:${s}=`),
  "x-ms sas": (s) => reqH("x-ms-copy-source", `https://a.blob.core.windows.net/c/b?sv=1&sig=${s}%3D`),
  "acquia hmac": (s) =>
    reqH("Authorization", `acquia-http-hmac realm="R",id="a",nonce="b",version="2.0",headers="",signature="${s}"`),
  "http signature": (s) =>
    reqH("Authorization", `Signature keyId="a",algorithm="hmac-sha256",headers="(request-target)",signature="${s}"`),
  "message signature": (s) => reqH("Signature", `sig1=:${s}:`),
  "digest cnonce": (s) =>
    reqH(
      "Authorization",
      `Digest username="joe", realm="r", nonce="abc", uri="/", response="${s}", cnonce="${s}1", opaque="x"`,
    ),
  "dpop header": (s) => reqH("DPoP", `eyJhbGciOiJFUzI1NiJ9.${b64(JSON.stringify({ jti: s }))}.${s}`),
  dockerconfig: (s) => json({ auths: { "https://index.docker.io/v1/": { auth: b64("joe:" + s) } } }),
  "dockerconfig identitytoken": (s) => json({ auths: { h: { identitytoken: s, registrytoken: s + "1" } } }),
  "X-Registry-Auth": (s) =>
    reqH("X-Registry-Auth", b64(JSON.stringify({ username: "joe", password: s, serveraddress: "h" }))),
  "X-Registry-Config": (s) => reqH("X-Registry-Config", b64(JSON.stringify({ h: { username: "joe", password: s } }))),
  "kubectl secret": (s) => json({ apiVersion: "v1", kind: "Secret", data: { opening: b64(s) } }),
  "kubectl secret yaml": (s) =>
    text(`apiVersion: v1\ndata:\n  opening: ${b64(s)}\nkind: Secret\nmetadata:\n  name: a\n`, "application/yaml"),
  "kubectl secret last-applied": (s) =>
    json({
      kind: "ConfigMap",
      metadata: {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ kind: "Secret", data: { o: b64(s) } }),
        },
      },
    }),
  "kubectl describe sa token": (s) =>
    text(
      `Name: a\nType: kubernetes.io/service-account-token\n\nData\n====\nca.crt: 1025 bytes\ntoken:      ${s}${s}\n`,
    ),
  "k8s tokenreview": (s) => post({ kind: "TokenReview", spec: { token: s } }),
  "k8s bootstrap": (s) => text(`kubeadm join 10.0.0.1:6443 --token ${s} --discovery-token-ca-cert-hash sha256:ab`),
  "k8s certificate-key": (s) => text(`kubeadm join h --certificate-key ${s}`),
  "pgpass esc": (s) => text(`db.internal:5432:app:joe:${s}\\:${s}1\n`),
  "pgpass comment": (s) => text(`# hostname:port:database:username:password\n*:*:*:joe:${s}\n`),
  csv: (s) => text(`name,email,password\njoe,a@b,${s}\nann,c@d,${s}1\n`, "text/csv"),
  "csv quoted comma": (s) => text(`name,password\n"joe, x","a,${s}"\n`, "text/csv"),
  "csv chrome passwords": (s) => text(`name,url,username,password,note\nh,https://h/,joe,${s},\n`, "text/csv"),
  "csv bitwarden": (s) =>
    text(
      `folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,a,,,0,https://h,joe,${s},${s}1\n`,
      "text/csv",
    ),
  "csv aws": (s) =>
    text(
      `User name,Password,Access key ID,Secret access key,Console login link\njoe,${s},AKIAIOSFODNN7EXAMPLE,${s}1,https://1.signin\n`,
      "text/csv",
    ),
  "csv aws keys": (s) => text(`\uFEFFAccess key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,${s}\n`, "text/csv"),
  "csv in json": (s) => json({ csv: `name,password\njoe,${s}\n` }),
  "csv pipe": (s) => text(`name|password\njoe|${s}\n`, "text/csv"),
  "csv title with blank first": (s) => text(`\n\nname,password\njoe,${s}\n`, "text/csv"),
  "csv comment": (s) => text(`# export\nname,password\njoe,${s}\n`, "text/csv"),
  "ws msg-like": (s) => text(`42["auth",{"token":"${s}"}]`),
  stomp: (s) => text(`CONNECT\nlogin:joe\npasscode:${s}\n\n\0`),
  "mqtt-ish": (s) => json({ protocol: "mqtt", username: "joe", pw: s }),
  "nats connect": (s) => text(`CONNECT {"user":"joe","pass":"${s}","auth_token":"${s}1"}\r\n`),
  "nats connect nkey": (s) => text(`CONNECT {"jwt":"${s}","sig":"${s}1"}\r\n`),
  irc: (s) => text(`PASS ${s}\r\nNICK joe\r\nPRIVMSG NickServ :IDENTIFY ${s}1\r\n`),
  "xmpp plain": (s) =>
    text(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${b64(`\0joe\0${s}`)}</auth>`, "text/xml"),
  "grpc string": (s) => ({
    method: "POST",
    requestBody: {
      type: "application/grpc",
      bytes: Buffer.concat([Buffer.from([0, 0, 0, 0, s.length + 2, 0x0a, s.length]), Buffer.from(s)]),
    },
    requestHeaders: [["authorization", `Bearer ${s}`]],
  }),
  "grpc-web text": (s) => ({
    method: "POST",
    requestBody: {
      type: "application/grpc-web-text",
      bytes: Buffer.concat([Buffer.from([0, 0, 0, 0, s.length + 2, 0x0a, s.length]), Buffer.from(s)]).toString(
        "base64",
      ),
    },
    requestHeaders: [["authorization", `Bearer ${s}`]],
  }),
  "grpc metadata": (s) => reqH("grpc-trace-auth-bin", b64(s)),
  ndjson: (s) => text(`{"a":1}\n{"user":{"apiKey":"${s}"}}\n`, "application/x-ndjson"),
  "json-seq": (s) => text(`\x1e{"token":"${s}"}\n`, "application/json-seq"),
  "jsonl in gz": (s) => ({ responseBody: { type: "application/octet-stream", bytes: gzipSync(`{"token":"${s}"}\n`) } }),
  sse: (s) => text(`event: auth\ndata: {"token":"${s}"}\n\n`, "text/event-stream"),
  jsonp: (s) => text(`/**/cb({"access_token":"${s}"})`, "application/javascript"),
  "url fragment": (s) => resH("Location", `https://a/#access_token=${s}&expires_in=1`),
  "url fragment route": (s) => resH("Location", `https://a/#/cb?token=${s}`),
  "url fragment in body": (s) => json({ next: `https://a/#/login/callback?id_token=${s}` }),
  referer: (s) => reqH("Referer", `https://a/reset?token=${s}`),
  "referer path": (s) => reqH("Referer", `https://a/reset-password/${s}`),
  "link preload": (s) => resH("Link", `</a?sig=${s}>; rel=preload, </b?token=${s}1>; rel=next`),
  refresh: (s) => resH("Refresh", `5;url=/x?session_token=${s}`),
  "ws proto k8s": (s) =>
    reqH(
      "Sec-WebSocket-Protocol",
      `base64url.bearer.authorization.k8s.io.${b64(s).replace(/=/g, "")}, base64.binary.k8s.io`,
    ),
  "ws proto": (s) => reqH("Sec-WebSocket-Protocol", `chat, token.${s}`),
  "proxy auth basic": (s) => reqH("Proxy-Authorization", `Basic ${b64("joe:" + s)}`),
  "x-forwarded-access-token": (s) => reqH("X-Forwarded-Access-Token", s),
  "x-forwarded-user-auth": (s) => reqH("X-Goog-IAP-JWT-Assertion", s),
  "x-amzn-oidc-data": (s) => reqH("X-Amzn-Oidc-Accesstoken", s),
  "x-ms-token-aad": (s) => reqH("X-MS-TOKEN-AAD-ACCESS-TOKEN", s),
  "x-identity": (s) => reqH("X-MS-Client-Principal", b64(JSON.stringify({ auth_typ: "aad", token: s }))),
  "rh-identity": (s) => reqH("x-rh-identity", b64(JSON.stringify({ identity: { secret: s } }))),
  "x-hasura": (s) => reqH("x-hasura-admin-secret", s),
  "x-parse": (s) => reqH("X-Parse-Master-Key", s),
  "x-algolia": (s) => reqH("X-Algolia-API-Key", s),
  "x-elastic": (s) => reqH("X-Found-Cluster-Auth", s),
  "x-pagerduty": (s) => reqH("Authorization", `Token token=${s}`),
  splunk: (s) => reqH("Authorization", `Splunk ${s}`),
  "discord Bot": (s) => reqH("Authorization", `Bot ${s}`),
  "sso-key": (s) => reqH("Authorization", `sso-key ${s}:${s}1`),
  klaviyo: (s) => reqH("Authorization", `Klaviyo-API-Key ${s}`),
  MediaBrowser: (s) => reqH("X-Emby-Authorization", `MediaBrowser Client="a", Device="b", Token="${s}"`),
  EndpointAuth: (s) => reqH("Authorization", `GenieKey ${s}`),
  PVEAPIToken: (s) => reqH("Authorization", `PVEAPIToken=root@pam!tok=${s}`),
  "pve cookie": (s) => reqH("Cookie", `PVEAuthCookie=PVE:root@pam:${s}`),
  vmware: (s) => reqH("vmware-api-session-id", s),
  "x-nsx": (s) => resH("X-XSRF-TOKEN", s),
  "x-redfish": (s) => resH("X-Auth-Token", s),
  "redfish session": (s) => ({
    method: "POST",
    path: "/redfish/v1/SessionService/Sessions",
    requestBody: aJson({ UserName: "root", Password: s }),
  }),
  "openid-connect nonce": (s) => ({ path: `/auth?response_type=id_token&client_id=a&nonce=${s}&state=${s}1` }),
  "X-Sign": (s) => reqH("X-Signature-Ed25519", s),
  "stripe sig": (s) => reqH("Stripe-Signature", `t=1492774577,v1=${s},v0=${s}1`),
  "slack sig": (s) => reqH("X-Slack-Signature", `v0=${s}`),
  "twilio sig": (s) => reqH("X-Twilio-Signature", `${s}=`),
  "shopify hmac": (s) => reqH("X-Shopify-Hmac-Sha256", `${s}=`),
  "x-line-signature": (s) => reqH("X-Line-Signature", s),
  "wix hook token": (s) => reqH("X-Telegram-Bot-Api-Secret-Token", s),
  "x-webhook-secret": (s) => reqH("X-Goog-Channel-Token", s),
  clientdata: (s) =>
    reqH("X-Client-Cert", encodeURIComponent(`-----BEGIN PRIVATE KEY-----\n${s}${s}${s}\n-----END PRIVATE KEY-----`)),
  "link magic": (s) => json({ html: `<a href="https://h/verify-email?t=${s}">x</a>` }),
  "path jwt-ish": (s) => ({ path: `/unsubscribe/${s}` }),
  "path api key": (s) => ({ path: `/api/v1/token/${s}/me` }),
  infura: (s) => ({ path: `/v3/${Buffer.from(s).toString("hex").slice(0, 32)}?apikey=${s}` }),
  "query auth_token": (s) => ({
    path: `/x?auth_token=${s}&apikey=${s}1&api-key=${s}2&subscription-key=${s}3&code_verifier=${s}4`,
  }),
  "query otp": (s) => ({ path: `/x?totp=${s}&passcode=${s}1` }),
  "query uppercase": (s) => ({ path: `/x?API_KEY=${s}` }),
  "query encoded name": (s) => ({ path: `/x?pass%77ord=${s}` }),
  "query double enc": (s) => ({ path: `/x?u=${encodeURIComponent(encodeURIComponent(`https://a/?token=${s}`))}` }),
  "query array": (s) => ({ path: `/x?token[0]=${s}&auth[password]=${s}1` }),
  "path matrix": (s) => ({ path: `/a;jsessionid=${s}/b` }),
  "form json key": (s) => ({
    method: "POST",
    requestBody: aForm({ "auth.password": s, j_password: s + "1", "login-form-password": s + "2" }),
  }),
  "form wp": (s) => ({ method: "POST", requestBody: aForm({ log: "joe", pwd: s, _wpnonce: s + "1" }) }),
  "form drupal": (s) => ({ method: "POST", requestBody: aForm({ name: "joe", pass: s, form_token: s + "2" }) }),
  "form jsf": (s) => ({ method: "POST", requestBody: aForm({ "loginForm:password": s }) }),
  "form asp": (s) => ({ method: "POST", requestBody: aForm({ ctl00$Main$txtPassword: s }) }),
  "json hungarian": (s) =>
    json({ strPassword: s, sPwd: s + "1", txtPasswd: s + "2", pwdOld: s + "3", userPw: s + "4" }),
  "json names more": (s) =>
    json({ passwordPlain: s, plainTextPassword: s + "1", passwordEnc: s + "2", pass1: s + "3", pass2: s + "4" }),
  "json names keys": (s) =>
    json({
      sharedKey: s,
      hmacKey: s + "1",
      signingSecret: s + "2",
      encryptionKey: s + "3",
      masterKey: s + "4",
      decryptKey: s + "5",
    }),
  "json names keys2": (s) =>
    json({
      storage_key: s,
      account_key: s + "1",
      primaryKey: s + "2",
      secondaryKey: s + "3",
      functionKey: s + "4",
      integrationKey: s + "5",
      instrumentationKey: s + "6",
    }),
  "json primaryMasterKey": (s) =>
    json({
      primaryMasterKey: s,
      secondaryReadonlyMasterKey: s + "1",
      primaryConnectionString: `Endpoint=sb://a;SharedAccessKey=${s}`,
    }),
  "json tokens map": (s) => json({ tokens: { prod: s, dev: s + "1" } }),
  "json accessKeys": (s) => json({ accessKeys: [{ id: "1", secret: s }], api_keys: [s + "1"] }),
  "json session": (s) => json({ session: s, sessionId: s + "1", session_key: s + "2", sessionToken: s + "3" }),
  "json session_id": (s) => json({ sid: s, ssid: "wifi", session: { id: s + "1" } }),
  "json otp names": (s) =>
    json({
      oneTimePassword: s,
      totpSecret: s + "1",
      otpauth_url: `otpauth://totp/a?secret=${s}`,
      mfa_code: "123456",
      smsCode: s + "2",
    }),
  "json manualEntryKey": (s) => json({ manualEntryKey: s, qrCodeUrl: `otpauth://totp/a?secret=${s}` }),
  "json seed": (s) =>
    json({ seed_phrase: "a b c", mnemonic: s, recoveryPhrase: s + "1", privateKeyHex: s + "2", wif: s + "3" }),
  "json connection": (s) => json({ ConnectionStrings: { Default: `Server=h;Password=${s}` } }),
  "json auth basic obj": (s) =>
    json({
      auth: {
        type: "basic",
        basic: [
          { key: "username", value: "joe" },
          { key: "password", value: s },
        ],
      },
    }),
  "json postman bearer": (s) =>
    json({ auth: { type: "bearer", bearer: [{ key: "token", value: s, type: "string" }] } }),
  "json insomnia": (s) => json({ authentication: { type: "bearer", token: s, prefix: "" } }),
  "json har cookies": (s) => json({ cookies: [{ name: "sid", value: s, path: "/" }] }),
  "json playwright storage": (s) =>
    json({
      cookies: [{ name: "a", value: s, domain: "h", path: "/" }],
      origins: [{ origin: "https://h", localStorage: [{ name: "access_token", value: s + "1" }] }],
    }),
  "json har headers": (s) =>
    json({
      headers: [
        { name: "Authorization", value: `Bearer ${s}` },
        { name: "Cookie", value: `a=${s}1` },
      ],
    }),
  "json http headers obj": (s) =>
    json({ headers: { "set-cookie": [`sid=${s}; Path=/`], authorization: `Bearer ${s}1` } }),
  "json python repr in": (s) => json({ error: `{'password': u'${s}'}` }),
  "json nested arrays headers": (s) =>
    json({ multiValueHeaders: { Authorization: [`Bearer ${s}`] }, authorizationToken: s + "1" }),
  "json lambda isBase64": (s) => json({ body: b64(`user=joe&password=${s}`), isBase64Encoded: true }),
  "json lambda isBase64 json": (s) => json({ body: b64(`{"password":"${s}"}`), isBase64Encoded: true }),
  "json kafka rest": (s) => json({ records: [{ key: "a", value: b64(`{"token":"${s}"}`) }] }),
  "json pubsub": (s) => json({ message: { data: b64(`{"apiKey":"${s}"}`), attributes: { token: s + "1" } } }),
  "json sns": (s) =>
    json({ Type: "Notification", Message: JSON.stringify({ password: s }), Signature: s + "1", Token: s + "2" }),
  "json dynamodb": (s) => json({ Item: { password: { S: s }, apiKey: { S: s + "1" } } }),
  "json firestore": (s) => json({ fields: { user: { mapValue: { fields: { password: { stringValue: s } } } } } }),
  "json es hit": (s) => json({ hits: { hits: [{ _source: { "user.password": s } }] } }),
  "json datadog": (s) =>
    json({
      attributes: {
        "http.request.header.authorization": [`Bearer ${s}`],
        "db.statement": `UPDATE u SET password='${s}'`,
      },
    }),
  "json otlp attr": (s) => json({ attributes: [{ key: "http.request.header.x-api-key", value: { stringValue: s } }] }),
  "json otlp attr array": (s) =>
    json({
      attributes: [
        {
          key: "http.request.header.authorization",
          value: { arrayValue: { values: [{ stringValue: `Bearer ${s}` }] } },
        },
      ],
    }),
  "json jaeger tag": (s) => json({ tags: [{ key: "password", type: "string", value: s }] }),
  "json sentry event": (s) =>
    json({
      request: {
        data: { password: s },
        cookies: [["sid", s + "1"]],
        headers: [["Authorization", `Bearer ${s}`]],
        query_string: [["token", s + "2"]],
      },
    }),
  "json sentry vars": (s) => json({ frames: [{ vars: { password: `'${s}'` } }] }),
  "json validation error value": (s) =>
    json({ errors: [{ field: "password", rejectedValue: s, message: "too short" }] }),
  "json express-validator": (s) =>
    json({ errors: [{ type: "field", value: s, msg: "Invalid value", path: "password", location: "body" }] }),
  "json pydantic": (s) =>
    json({ detail: [{ type: "string_too_short", loc: ["body", "password"], msg: "short", input: s }] }),
  "json pydantic obj": (s) =>
    json({ detail: [{ type: "missing", loc: ["body", "name"], msg: "x", input: { password: s } }] }),
  "json joi": (s) =>
    json({
      details: [
        { message: '"password" length', path: ["password"], context: { label: "password", value: s, key: "password" } },
      ],
    }),
  "json zod received": (s) => json({ issues: [{ path: ["password"], received: s, message: "x" }] }),
  "json spring": (s) =>
    json({ message: `Field error in object 'user' on field 'password': rejected value [${s}]; codes` }),
  "json rails error": (s) => json({ message: `undefined method for #<User id: 1, password: "${s}">` }),
  "json ldap": (s) => json({ dn: "cn=joe", userPassword: [s], unicodePwd: b64(s) }),
  "json scim": (s) => json({ Operations: [{ op: "replace", path: "password", value: s }] }),
  "json scim2": (s) => json({ Operations: [{ op: "replace", value: { password: s } }] }),
  "json patch merge remove test": (s) => json([{ op: "test", path: "/db/password", value: s }]),
  "json-rpc zabbix": (s) =>
    post({ jsonrpc: "2.0", method: "user.login", params: { user: "Admin", password: s }, auth: s + "1" }),
  "json-rpc bitcoin": (s) => post({ method: "walletpassphrase", params: [s, 60] }),
  "json ubus": (s) =>
    post({ jsonrpc: "2.0", method: "call", params: ["000", "session", "login", { username: "root", password: s }] }),
  "json odoo": (s) =>
    post({
      jsonrpc: "2.0",
      method: "call",
      params: { service: "object", method: "execute_kw", args: ["db", 2, s, "res.partner", "search", []] },
    }),
  "json keystone v3": (s) =>
    post({
      auth: {
        identity: { methods: ["password"], password: { user: { name: "a", domain: { id: "default" }, password: s } } },
      },
    }),
  "json keystone token": (s) => post({ auth: { identity: { methods: ["token"], token: { id: s } } } }),
  "json keystone appcred": (s) =>
    post({
      auth: { identity: { methods: ["application_credential"], application_credential: { id: "a", secret: s } } },
    }),
  "json keystone totp": (s) =>
    post({ auth: { identity: { methods: ["totp"], totp: { user: { id: "a", passcode: s } } } } }),
  "json nova rescue": (s) => post({ rescue: { adminPass: s } }),
  "json nova console": (s) =>
    json({
      remote_console: { protocol: "vnc", type: "novnc", url: `http://h:6080/vnc_auto.html?path=%3Ftoken%3D${s}` },
    }),
  "json cinder conn": (s) =>
    json({ connection_info: { data: { auth_password: s, secret_uuid: "u", keyring: s + "1", encrypted: false } } }),
  "json trove": (s) => post({ users: [{ name: "a", password: s, databases: [] }] }),
  "json heat": (s) =>
    json({ stack: { parameters: { db_password: s }, outputs: [{ output_key: "password", output_value: s + "1" }] } }),
  "json magnum": (s) => json({ pem: `-----BEGIN RSA PRIVATE KEY-----\n${s}${s}${s}\n-----END RSA PRIVATE KEY-----\n` }),
  "json swift tempurl header": (s) => reqH("X-Account-Meta-Temp-URL-Key-2", s),
  "json swift tempurl path": (s) => ({ path: `/v1/AUTH_a/c/o?temp_url_sig=${s}&temp_url_expires=1` }),
  "json octavia": (s) =>
    json({
      listener: { default_tls_container_ref: "https://h/v1/containers/1" },
      key: `-----BEGIN EC PRIVATE KEY-----\n${s}${s}\n-----END EC PRIVATE KEY-----`,
    }),
  "json neutron vpn": (s) => post({ ipsec_site_connection: { psk: s } }),
  "json manila": (s) => json({ access: { access_key: s } }),
  "json ironic": (s) =>
    json({
      driver_info: {
        ipmi_password: s,
        redfish_password: s + "1",
        irmc_snmp_security: s + "2",
        agent_secret_token: s + "3",
      },
    }),
  "zip name": (s) => resH("Content-Disposition", `attachment; filename="a.txt"; token=${s}`),
  "server-timing": (s) => resH("Server-Timing", `auth;desc="token ${s}"`),
  "x-debug json": (s) => resH("X-Debug", `{"sql":"UPDATE u SET password='${s}'"}`),
  "x-debug-sql": (s) => resH("X-Debug-Sql", `UPDATE u SET password='${s}'`),
  "hsts cookie in link": (s) => resH("X-Redirect-By", `https://a/?sso_token=${s}`),
  "early data": (s) => reqH("X-Original-Request", `GET /x?token=${s} HTTP/1.1`),
  forwarded: (s) => reqH("Forwarded", `for=1.2.3.4;secret=${s}`),
  "traceparent baggage": (s) => reqH("baggage", `user=joe,api_key=${s}`),
  "utf16 body": (s) => ({
    responseBody: {
      type: "application/json; charset=utf-16le",
      bytes: Buffer.from(`\uFEFF{"password":"${s}"}`, "utf16le"),
    },
  }),
  latin1: (s) => ({
    responseBody: { type: "text/plain; charset=iso-8859-1", bytes: Buffer.from(`Straße password=${s}`, "latin1") },
  }),
  "html entity value url": (s) => text(`<a href="/x?a=1&amp;token=${s}">`, "text/html"),
  "js hex escape": (s) =>
    text(
      `var p = "password=${Array.from(s, (c) => "\\x" + c.charCodeAt(0).toString(16)).join("")}"`,
      "application/javascript",
    ),
  ics: (s) => text(`BEGIN:VEVENT\nURL:https://h/x?token=${s}\nEND:VEVENT`, "text/calendar"),
  vcard: (s) => text(`BEGIN:VCARD\nX-PASSWORD:${s}\nEND:VCARD`),
  "zoom url": (s) => json({ join_url: `https://zoom.us/j/1?pwd=${s}`, start_url: `https://zoom.us/s/1?zak=${s}1` }),
  "zoom pw": (s) => json({ password: s, h323_password: s + "1", encrypted_password: s + "2" }),
  "aws creds metadata": (s) =>
    json({
      Code: "Success",
      Type: "AWS-HMAC",
      AccessKeyId: "ASIAIOSFODNN7EXAMPLE",
      SecretAccessKey: s,
      Token: s + "1",
    }),
  "gcp metadata": (s) => json({ access_token: s, expires_in: 1, token_type: "Bearer" }),
  "aws sts xml": (s) =>
    text(
      `<Credentials><SessionToken>${s}</SessionToken><SecretAccessKey>${s}1</SecretAccessKey><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId></Credentials>`,
      "text/xml",
    ),
  "rds xml": (s) => text(`<MasterUserPassword>${s}</MasterUserPassword>`, "text/xml"),
  "ec2 getpassworddata": (s) => json({ InstanceId: "i-1", PasswordData: s }),
  "ec2 keypair": (s) =>
    json({ KeyName: "a", KeyMaterial: `-----BEGIN RSA PRIVATE KEY-----\n${s}${s}${s}\n-----END RSA PRIVATE KEY-----` }),
  "ec2 keypair ppk": (s) => json({ KeyName: "a", KeyMaterial: s }),
  cognito: (s) =>
    json({ AuthenticationResult: { AccessToken: s, IdToken: s + "1", RefreshToken: s + "2" }, Session: s + "3" }),
  firebase: (s) => json({ idToken: s, refreshToken: s + "1", localId: "a" }),
  "firebase pw hash": (s) => json({ users: [{ passwordHash: s, salt: s + "1" }] }),
  apple: (s) => json({ identityToken: s, authorizationCode: s + "1" }),
  webauthn: (s) => post({ response: { signature: s, clientDataJSON: "a" } }),
  recaptcha: (s) => ({ method: "POST", requestBody: aForm({ "g-recaptcha-response": s, secret: s + "1" }) }),
  fcm: (s) => json({ to: "x", registration_token: s, serverKey: s + "1" }),
  payment: (s) =>
    post({ card: { number: "4242424242424242", cvc: "123", exp_month: 1 }, client_secret: `pi_1_secret_${s}` }),
  plaid: (s) => post({ client_id: "a", secret: s, access_token: "access-sandbox-" + s, public_token: s + "2" }),
  braintree: (s) => json({ clientToken: b64(JSON.stringify({ authorizationFingerprint: s })) }),
  "mercure jwt": (s) => ({ path: `/.well-known/mercure?topic=a&authorization=${s}` }),
  livekit: (s) => ({ path: `/rtc?access_token=${s}&auto_subscribe=1` }),
  "turn creds": (s) => json({ iceServers: [{ urls: "turn:h", username: "1:a", credential: s }] }),
  "turn ufrag": (s) => text(`a=ice-ufrag:abcd\r\na=ice-pwd:${s}\r\na=fingerprint:sha-256 AA\r\n`, "application/sdp"),
  "hls key": (s) => text(`#EXT-X-KEY:METHOD=AES-128,URI="https://h/key?token=${s}"\n`, "application/vnd.apple.mpegurl"),
  "signed m3u8": (s) =>
    text(
      `#EXTM3U\nhttps://h/seg.ts?Policy=x&Signature=${s}&Key-Pair-Id=K\nhttps://h/s?hdnts=exp=1~acl=/*~hmac=${s}1\n`,
      "application/vnd.apple.mpegurl",
    ),
  "radius pap log": (s) => text(`User-Password = "${s}"\nMS-CHAP-Challenge = 0x00`),
  "vnc log": (s) => text(`vncpasswd: ${s}`),
};

export function plantMessages(seed: string): Plant[] {
  return Object.entries(MESSAGES).map(([name, write]) => {
    const secret = createSecret(createRandom(`${seed}/message/${name}`));
    return { kind: "messages", name, messages: [write(secret)], traces: tracesOf(secret) };
  });
}
