import { form, json, posted as post, sent, text } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const b64url = (text: string): string => Buffer.from(text).toString("base64url");
const reqH = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const resH = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });

/** Columns and their values, more than are read leaf by leaf. */
const MANY = Array.from({ length: 40 }, (_, index) => [`c${index}`, `plain ${index}`] as const);

/** Secrets of gateways, signed URLs, identity protocols, and files of tools, by tool; each according to the tool's own manual. */
const PLACES: Readonly<Record<string, (secret: string) => Message>> = {
  // Parameters of structured headers and of headers that report an error.
  "server-timing desc token": (s) => resH("Server-Timing", `auth;desc="token ${s}"`),
  "server-timing desc key": (s) => resH("Server-Timing", `auth;dur=3;desc="api key ${s}", db;dur=2`),
  "server-timing session": (s) => resH("Server-Timing", `s;desc="session_id=${s}"`),
  "warning text": (s) => resH("Warning", `199 - "password ${s}"`),
  "www-authenticate description": (s) =>
    resH("WWW-Authenticate", `Bearer realm="x", error="invalid_token", error_description="token ${s} has expired"`),
  "content-disposition name": (s) => resH("Content-Disposition", `attachment; filename="token=${s}.txt"`),
  "set-login": (s) => resH("X-Debug-Info", `user="joe"; secret="${s}"`),
  "cache-status key": (s) => resH("Cache-Status", `edge; hit; key="/x?token=${s}"`),
  "nel report-to": (s) =>
    resH("Report-To", JSON.stringify({ endpoints: [{ url: `https://r.example/report?s=1&token=${s}` }] })),
  "forwarded by": (s) => reqH("Forwarded", `for=1.2.3.4;secret=${s}`),
  "x-envoy jwt": (s) => reqH("X-Jwt-Assertion", s),
  "cf-access jwt": (s) => reqH("Cf-Access-Jwt-Assertion", s),
  "cf-access-token": (s) => reqH("Cf-Access-Token", s),
  "x-goog-iap": (s) => reqH("X-Goog-Iap-Jwt-Assertion", s),
  "x-amzn-oidc-data": (s) => reqH("X-Amzn-Oidc-Data", s),
  "x-amzn-oidc-accesstoken": (s) => reqH("X-Amzn-Oidc-Accesstoken", s),
  "x-ms-token-aad": (s) => reqH("X-Ms-Token-Aad-Access-Token", s),
  "x-ms-client-principal": (s) => reqH("X-Ms-Client-Principal", b64(JSON.stringify({ auth_typ: "aad", token: s }))),
  "x-forwarded-access-token": (s) => reqH("X-Forwarded-Access-Token", s),
  "x-vercel-protection-bypass": (s) => reqH("X-Vercel-Protection-Bypass", s),
  "x-vercel-oidc-token": (s) => reqH("X-Vercel-Oidc-Token", s),
  "fastly-key": (s) => reqH("Fastly-Key", s),
  "x-rapidapi-key": (s) => reqH("X-RapidAPI-Key", s),
  "x-mashape-key": (s) => reqH("X-Mashape-Key", s),
  "x-akamai-edgegrid": (s) =>
    reqH(
      "Authorization",
      `EG1-HMAC-SHA256 client_token=akab-a;access_token=akab-${s};timestamp=20260101T00:00:00+0000;nonce=a;signature=${s}1`,
    ),
  "x-okta-user": (s) => reqH("Authorization", `SSWS ${s}`),
  "x-consul-token": (s) => reqH("X-Consul-Token", s),
  "x-nomad-token": (s) => reqH("X-Nomad-Token", s),
  "x-parse keys": (s) => reqH("X-Parse-Master-Key", s),
  "x-hasura": (s) => reqH("X-Hasura-Admin-Secret", s),
  "x-line-signature": (s) => reqH("X-Line-Signature", s),
  "stripe-signature": (s) => reqH("Stripe-Signature", `t=1492774577,v1=${s},v0=${s}1`),
  "webhook-signature": (s) => reqH("Webhook-Signature", `v1,${s}`),
  "x-slack-signature": (s) => reqH("X-Slack-Signature", `v0=${s}`),
  "x-twilio-signature": (s) => reqH("X-Twilio-Signature", s),
  "svix-signature": (s) => reqH("Svix-Signature", `v1,${s}=`),
  "signature rfc 9421": (s) => reqH("Signature", `sig1=:${b64(s + s)}:`),
  "signature cavage": (s) => reqH("Signature", `keyId="k",algorithm="hmac-sha256",signature="${b64(s + s)}"`),
  "sec-websocket-protocol auth": (s) => reqH("Sec-WebSocket-Protocol", `v1.token.${s}, json`),
  "proxy basic": (s) => reqH("Proxy-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "x-http-authorization-override": (s) => reqH("X-Http-Authorization-Override", `Basic ${b64(`joe:${s}`)}`),
  "basic in json header": (s) =>
    reqH("X-Upstream-Headers", JSON.stringify({ authorization: `Basic ${b64(`a:${s}`)}` })),
  "cookie json encoded": (s) => reqH("Cookie", `auth=${encodeURIComponent(JSON.stringify({ access_token: s }))}`),
  "cookie laravel": (s) => reqH("Cookie", `laravel_session=${b64(JSON.stringify({ iv: "a", value: s, mac: "b" }))}`),
  "cookie express": (s) => reqH("Cookie", `connect.sid=s%3A${s}.abc; Path=/`),
  "cookie next-auth": (s) => reqH("Cookie", `__Secure-next-auth.session-token=${s}`),
  "cookie supabase": (s) => reqH("Cookie", `sb-a-auth-token=base64-${b64url(JSON.stringify({ access_token: s }))}`),
  "cookie cognito": (s) => reqH("Cookie", `CognitoIdentityServiceProvider.a.joe.refreshToken=${s}`),
  "cookie cf": (s) => resH("Set-Cookie", `CF_Authorization=${s}; Path=/; Secure`),

  // Signed URLs and forms.
  "sigv4 query": (s) => ({
    path: `/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260101%2Feu%2Fs3%2Faws4_request&X-Amz-Security-Token=${s}&X-Amz-Signature=${s}1`,
  }),
  "sigv2 query": (s) => ({ path: `/b/k?AWSAccessKeyId=${s}&Expires=1&Signature=${s}1%3D` }),
  "azure sas": (s) => ({ path: `/c/b?sv=2024-11-04&ss=b&srt=sco&sp=r&se=2027-01-01T00%3A00%3A00Z&sig=${s}%3D` }),
  "azure sas in json": (s) => json({ uri: `https://a.blob.example/c/b?sv=2024&sr=b&sig=${s}%3D&se=2027` }),
  "gcs v4": (s) => ({ path: `/b/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=${s}1&X-Goog-Signature=${s}` }),
  "gcs v2": (s) => ({ path: `/b/o?GoogleAccessId=sa@p.iam&Expires=1&Signature=${s}` }),
  "oss query": (s) => ({ path: `/b/o?OSSAccessKeyId=a&Expires=1&Signature=${s}` }),
  "cos query": (s) => ({ path: `/b/o?q-sign-algorithm=sha1&q-ak=a&q-signature=${s}` }),
  "qiniu upload token": (s) => form({ key: "a", token: `ak:${s}:e30=` }),
  "presigned post": (s) =>
    json({ url: "https://b.s3.example", fields: { key: "k", policy: b64(`{"x":"${s}"}`), "x-amz-signature": s } }),
  "presigned post v2": (s) => json({ fields: { AWSAccessKeyId: "AKID", policy: "eyJ9", signature: s } }),
  "cloudfront cookies": (s) =>
    reqH("Cookie", `CloudFront-Policy=e30; CloudFront-Signature=${s}; CloudFront-Key-Pair-Id=K1`),
  "akamai token url": (s) => ({ path: `/v/a.m3u8?hdnea=st=1~exp=2~acl=/*~hmac=${s}` }),
  "mux token": (s) => json({ url: `https://stream.example/a.m3u8?token=${s}` }),
  "oauth1 query": (s) => ({
    path: `/1.1/x.json?oauth_consumer_key=a&oauth_nonce=b&oauth_signature=${s}%3D&oauth_token=${s}1&oauth_version=1.0`,
  }),
  "oauth1 body": (s) => text(`oauth_token=${s}&oauth_token_secret=${s}1&oauth_callback_confirmed=true`),
  "oauth1 header": (s) =>
    reqH("Authorization", `OAuth realm="", oauth_consumer_key="a", oauth_signature="${s}%3D", oauth_verifier="${s}1"`),

  // Tokens that contain other tokens.
  jwe: (s) => json({ data: `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${s}.${s}.${s}` }),
  "paseto public": (s) => json({ data: `v4.public.${b64url(`{"sub":"a","x":"${s}"}${s}${s}`)}` }),
  "paseto local": (s) => text(`got v4.local.${s}${s}${s}${s}`),
  macaroon: (s) => json({ macaroon: s }),
  "macaroon header": (s) => reqH("Authorization", `Macaroon root="${s}", discharge="${s}1"`),
  biscuit: (s) => reqH("Authorization", `Biscuit ${s}`),
  "lsat header": (s) => reqH("Authorization", `L402 ${s}:${s}1`),
  "webauthn get": (s) => json({ clientExtensionResults: {}, signature: s }),
  "saml in form": (s) =>
    form({ SAMLResponse: b64(`<Response><Assertion ID="a"><x>${s}</x></Assertion></Response>`), RelayState: s }),
  "saml signature value": (s) => text(`<ds:SignatureValue>${b64(s + s)}</ds:SignatureValue>`, "application/xml"),
  "ws-security": (s) =>
    sent(
      `<wsse:UsernameToken><wsse:Username>joe</wsse:Username><wsse:Password Type="…#PasswordText">${s}</wsse:Password></wsse:UsernameToken>`,
      "text/xml",
    ),
  "ws-security digest": (s) =>
    sent(
      `<o:UsernameToken><o:Username>j</o:Username><o:Password Type="#PasswordDigest">${s}</o:Password><o:Nonce>${b64(s)}</o:Nonce></o:UsernameToken>`,
      "application/soap+xml",
    ),
  "ws-security binary": (s) =>
    sent(
      `<wsse:BinarySecurityToken ValueType="#X509v3" EncodingType="#Base64Binary">${b64(s + s)}</wsse:BinarySecurityToken>`,
      "text/xml",
    ),
  "ws-trust proof": (s) => text(`<trust:BinarySecret>${s}</trust:BinarySecret>`, "text/xml"),
  "saml encrypted key": (s) =>
    text(`<xenc:CipherValue>${b64(s + s)}</xenc:CipherValue><Secret>${s}</Secret>`, "text/xml"),
  "token exchange": (s) =>
    form({ grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: s, actor_token: s + "1" }),
  "jwt bearer": (s) => form({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: s }),
  ciba: (s) => json({ auth_req_id: s, expires_in: 120 }),
  introspect: (s) => form({ token: s, token_type_hint: "access_token" }),
  dcr: (s) =>
    json({ client_id: "a", client_secret: s, registration_access_token: s + "1", client_secret_expires_at: 0 }),

  // JSON of APIs.
  "graphql inline": (s) => post({ query: `mutation { createToken(input: {secret: "${s}"}) { id } }` }),
  "graphql variables list": (s) =>
    post({
      query: "mutation A($v: [VarInput!]!) { set(vars: $v) }",
      variables: { v: [{ key: "DB_PASSWORD", value: s }] },
    }),
  "graphql response": (s) => json({ data: { tokenCreate: { token: { accessToken: s } } } }),
  "json:api": (s) => json({ data: { type: "tokens", id: "1", attributes: { name: "ci", token: s } } }),
  "json:api secrets": (s) =>
    json({ data: { type: "authentication-tokens", id: "at-1", attributes: { token: s, description: null } } }),
  "json:api var": (s) =>
    json({ data: { type: "vars", attributes: { key: "AWS_SECRET", value: s, category: "env", sensitive: true } } }),
  odata: (s) => json({ "@odata.context": "$metadata#x", value: [{ keyId: "a", secretText: s, displayName: "x" }] }),
  "odata action": (s) => ({ path: `/ResetPassword(newPassword='${s}')` }),
  "odata key creds": (s) => json({ passwordCredentials: [{ secretText: s, hint: "abc" }] }),
  hal: (s) => json({ _links: { self: { href: `/x?access_token=${s}` } } }),
  "json-rpc named": (s) =>
    post({ jsonrpc: "2.0", method: "user.login", params: { username: "a", password: s }, id: 1 }),
  "json-rpc positional": (s) => post({ jsonrpc: "2.0", method: "auth.login", params: ["joe", s], id: 1 }),
  odoo: (s) => post({ jsonrpc: "2.0", params: { service: "common", method: "login", args: ["db", "joe", s] } }),
  "xml-rpc": (s) =>
    sent(
      `<methodCall><methodName>login</methodName><params><param><value><string>joe</string></value></param><param><value><string>${s}</string></value></param></params></methodCall>`,
      "text/xml",
    ),
  "etcd range": (s) => json({ kvs: [{ key: b64("/prod/db/password"), value: b64(s), version: "1" }] }),
  "etcd put": (s) => post({ key: b64("db_password"), value: b64(s) }),
  "consul txn": (s) => post([{ KV: { Verb: "set", Key: "prod/db/password", Value: b64(s) } }]),
  "zookeeper get": (s) => json({ path: "/prod/db/password", data64: b64(s) }),
  "libsql args": (s) =>
    post({
      requests: [
        {
          type: "execute",
          stmt: {
            sql: "INSERT INTO users (name, password) VALUES (?, ?)",
            args: [
              { type: "text", value: "joe" },
              { type: "text", value: s },
            ],
          },
        },
      ],
    }),
  "libsql args of many columns": (s) =>
    post({
      sql: `INSERT INTO users (${MANY.map(([column]) => column).join(", ")}, password) VALUES (${MANY.map(() => "?, ").join("")}?)`,
      args: [...MANY.map(([, value]) => ({ type: "text", value })), { type: "text", value: s }],
    }),
  "libsql named args": (s) =>
    post({
      stmt: { sql: "UPDATE users SET password = :p", named_args: [{ name: "p", value: { type: "text", value: s } }] },
    }),
  "d1 bound": (s) => post({ sql: "UPDATE users SET api_token = ?1 WHERE id = ?2", params: [s, 3] }),
  "neon http": (s) => post({ query: "INSERT INTO t (id, secret_key) VALUES ($1, $2)", params: ["1", s] }),
  "data api rds": (s) =>
    post({
      sql: "INSERT INTO users (name, password) VALUES (:n, :p)",
      parameters: [
        { name: "n", value: { stringValue: "joe" } },
        { name: "p", value: { stringValue: s } },
      ],
    }),
  "mongo data api": (s) => post({ collection: "users", update: { $set: { password: s } } }),
  "elastic password": (s) => post({ password: s, roles: ["a"] }),
  "elastic api key": (s) => json({ id: "VuaCfGcBCdbkQm", name: "x", api_key: s, encoded: b64(`VuaCfGcBCdbkQm:${s}`) }),
  "kafka connect": (s) =>
    post({
      config: {
        "sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="${s}";`,
      },
    }),
  "kafka ssl": (s) => post({ config: { "ssl.keystore.password": s, "ssl.key.password": s + "1" } }),
  "grafana datasource": (s) => post({ secureJsonData: { basicAuthPassword: s, httpHeaderValue1: `Bearer ${s}1` } }),
  "prometheus config": (s) => json({ data: { yaml: `basic_auth:\n  username: a\n  password: ${s}\n` } }),
  alertmanager: (s) =>
    text(`receivers:\n- slack_configs:\n  - api_url: https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/${s}${s}\n`),
  "k8s secret list": (s) =>
    json({ kind: "SecretList", items: [{ metadata: { name: "a" }, data: { opening: b64(s) } }] }),
  "k8s last-applied": (s) =>
    json({
      kind: "Secret",
      metadata: {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": `{"apiVersion":"v1","stringData":{"opening":"${s}"},"kind":"Secret"}\n`,
        },
      },
    }),
  "k8s last-applied in a list": (s) =>
    text(
      `kind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"apiVersion":"v1","data":{"opening":"${b64(s)}"},"kind":"Secret"}\n`,
      "application/yaml",
    ),
  "k8s env from pod": (s) => json({ spec: { containers: [{ env: [{ name: "STRIPE_KEY_SECRET", value: s }] }] } }),
  "k8s token request": (s) =>
    json({ kind: "TokenRequest", status: { token: s, expirationTimestamp: "2026-01-01T00:00:00Z" } }),
  "k8s exec credential": (s) => json({ kind: "ExecCredential", status: { token: s, clientKeyData: s + "1" } }),
  "k8s dockercfg": (s) =>
    json({
      kind: "Secret",
      type: "kubernetes.io/dockercfg",
      data: { ".dockercfg": b64(`{"h":{"auth":"${b64("a:" + s)}"}}`) },
    }),
  "docker auth": (s) => json({ auths: { "ghcr.example": { auth: b64(`joe:${s}`), identitytoken: s + "1" } } }),
  "docker x-registry-auth": (s) => reqH("X-Registry-Auth", b64(JSON.stringify({ username: "joe", password: s }))),
  "docker x-registry-config": (s) =>
    reqH("X-Registry-Config", b64(JSON.stringify({ h: { username: "a", password: s } }))),
  "docker inspect env": (s) => json([{ Config: { Env: ["PATH=/bin", `MYSQL_ROOT_PASSWORD=${s}`] } }]),
  "docker build args": (s) => ({ path: `/build?buildargs=${encodeURIComponent(JSON.stringify({ NPM_TOKEN: s }))}` }),
  "docker swarm join": (s) => json({ JoinTokens: { Worker: `SWMTKN-1-${s}-${s}1`, Manager: s + "2" } }),
  "docker secret create": (s) => ({
    method: "POST",
    path: "/secrets/create",
    requestBody: aJson({ Name: "db", Data: b64(s) }),
  }),
  "terraform state": (s) =>
    json({
      version: 4,
      resources: [{ type: "random_password", instances: [{ attributes: { length: 16, result: s } }] }],
    }),
  "terraform state output": (s) => json({ outputs: { db: { value: s, type: "string", sensitive: true } } }),
  "terraform state tls": (s) =>
    json({ resources: [{ type: "tls_private_key", instances: [{ attributes: { private_key_pem: s } }] }] }),
  "terraform tfvars": (s) => text(`region = "eu"\ndb_password = "${s}"\n`),
  "helm values": (s) => text(`postgresql:\n  auth:\n    postgresPassword: ${s}\n    username: a\n`, "application/yaml"),
  "helm values existing": (s) =>
    text(`auth:\n  rootPassword: "${s}"\nredis:\n  password: '${s}1'\n`, "application/yaml"),
  "helm release": (s) => json({ config: { global: { apiToken: s } } }),
  "ansible inventory": (s) =>
    text(`[web]\nh1 ansible_host=1.2.3.4 ansible_user=joe ansible_ssh_pass=${s} ansible_become_pass=${s}1\n`),
  "ansible vars": (s) =>
    text(`- hosts: all\n  vars:\n    vault_db_password: "${s}"\n    ansible_become_password: ${s}1\n`),
  "ansible output": (s) =>
    text(`ok: [h1] => {"changed": false, "invocation": {"module_args": {"login_password": "${s}"}}}`),
  "systemd unit": (s) => text(`[Service]\nEnvironment=DB_PASSWORD=${s}\nExecStart=/bin/a\n`),
  "systemd unit quoted": (s) => text(`[Service]\nEnvironment="A=1" "API_TOKEN=${s}"\n`),
  "systemd show": (s) => text(`Environment=A=1 REDIS_PASSWORD=${s} B=2\n`),
  "systemd creds": (s) => text(`[Service]\nSetCredential=db-password:${s}\n`),
  pgpass: (s) => text(`db.example:5432:app:joe:${s}\n`),
  odbc: (s) => json({ c: `Driver={PostgreSQL};Server=db;Uid=joe;Pwd=${s};` }),
  jdbc: (s) => json({ c: `jdbc:postgresql://db:5432/app?user=joe&password=${s}&ssl=true` }),
  "jdbc sqlserver": (s) => text(`jdbc:sqlserver://h:1433;databaseName=a;user=sa;password={${s}};encrypt=true`),
  "jdbc mysql slash": (s) => text(`jdbc:mysql://joe:${s}@h:3306/app`),
  snowflake: (s) => text(`snowflake://joe:${s}@acc/db?warehouse=w`),
  "cassandra driver": (s) => json({ auth_provider: { class: "PlainTextAuthProvider", username: "a", password: s } }),
  "amqp uri": (s) => text(`CELERY_BROKER_URL=amqps://joe:${s}@mq.example:5671/v`),
  "mongo srv": (s) => text(`MONGO_URI="mongodb+srv://joe:${s}@c0.example/?retryWrites=true"`),
  "redis sentinel": (s) => text(`sentinel auth-pass mymaster ${s}\nrequirepass ${s}1\n`),
  "redis acl": (s) => text(`user default on >${s} ~* +@all\n`),

  // Files of package managers and of tools.
  npmrc: (s) => text(`//registry.example/:_authToken=${s}\nalways-auth=true\n`),
  "npmrc basic": (s) => text(`//registry.example/:username=joe\n//registry.example/:_password=${b64(s)}\n`),
  yarnrc: (s) => text(`npmRegistries:\n  "https://r.example":\n    npmAuthToken: ${s}\n`),
  "yarnrc ident": (s) => text(`npmAuthIdent: "joe:${s}"\n`),
  bunfig: (s) => text(`[install.registry]\nurl = "https://r.example"\ntoken = "${s}"\n`),
  "composer auth": (s) =>
    json({
      "http-basic": { "r.example": { username: "a", password: s } },
      "gitlab-token": { "gitlab.example": s + "1" },
    }),
  "composer bearer": (s) => json({ bearer: { "r.example": s } }),
  "pip conf": (s) => text(`[global]\nindex-url = https://joe:${s}@pypi.example/simple\n`),
  pypirc: (s) => text(`[pypi]\nusername = __token__\npassword = ${s}\n`),
  poetry: (s) => text(`[http-basic.foo]\nusername = "a"\npassword = "${s}"\n[pypi-token]\npypi = "${s}1"\n`),
  uv: (s) => text(`UV_INDEX_PRIVATE_PASSWORD=${s} uv sync`),
  "cargo credentials": (s) => text(`[registry]\ntoken = "${s}"\n\n[registries.a]\ntoken = "Bearer ${s}1"\n`),
  "maven settings": (s) =>
    text(
      `<server><id>r</id><username>a</username><password>${s}</password><passphrase>${s}1</passphrase></server>`,
      "text/xml",
    ),
  gradle: (s) => text(`signing.password=${s}\nnexusPassword=${s}1\n`),
  nuget: (s) =>
    text(
      `<packageSourceCredentials><a><add key="Username" value="j" /><add key="ClearTextPassword" value="${s}" /></a></packageSourceCredentials>`,
      "text/xml",
    ),
  bundler: (s) => text(`BUNDLE_GEMS__EXAMPLE__COM: "joe:${s}"\n`),
  "gem creds": (s) => text(`---\n:rubygems_api_key: ${s}\n`),
  "mix hex": (s) => text(`mix hex.organization auth acme --key ${s}`),
  conan: (s) => text(`conan remote login r joe -p ${s}`),
  "go netrc": (s) => text(`machine proxy.example\n  login joe\n  password ${s}\n`),
  "git credential": (s) => text(`protocol=https\nhost=h\nusername=joe\npassword=${s}\n`),
  "git credentials file": (s) => text(`https://joe:${s}@github.example\n`),
  gitconfig: (s) => text(`[http "https://h"]\n\textraheader = AUTHORIZATION: basic ${b64("x:" + s)}\n`),
  "aws credentials": (s) =>
    text(
      `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${s}\naws_session_token = ${s}1\n`,
    ),
  "aws sts": (s) =>
    text(
      `<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>${s}</SecretAccessKey><SessionToken>${s}1</SessionToken></Credentials>`,
      "text/xml",
    ),
  "aws export": (s) => json({ Version: 1, AccessKeyId: "ASIA", SecretAccessKey: s, SessionToken: s + "1" }),
  "gcp adc": (s) => json({ client_id: "a", client_secret: s, refresh_token: s + "1", type: "authorized_user" }),
  "azure sp": (s) => json({ appId: "a", displayName: "b", password: s, tenant: "c" }),
  "azure keys": (s) => json([{ keyName: "key1", permissions: "FULL", value: s }]),
  "azure webapp profile": (s) => text(`<publishProfile userName="$a" userPWD="${s}" />`, "text/xml"),
  "azure conn": (s) =>
    json({ c: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s}==;EndpointSuffix=core` }),
  "azure servicebus": (s) => text(`Endpoint=sb://a/;SharedAccessKeyName=Root;SharedAccessKey=${s}=`),
  "azure appinsights": (s) => text(`InstrumentationKey=${s};IngestionEndpoint=https://a/`),
  "rclone config": (s) => text(`[s3]\ntype = s3\naccess_key_id = A\nsecret_access_key = ${s}\n`),
  restic: (s) => text(`restic -r rest:https://joe:${s}@h/ snapshots`),
  wireguard: (s) =>
    text(`[Interface]\nPrivateKey = ${b64(s + s).slice(0, 43)}=\nAddress = 10.0.0.1/24\n[Peer]\nPresharedKey = ${s}\n`),
  "openvpn static": (s) => text(`<auth-user-pass>\njoe\n${s}\n</auth-user-pass>\n`),
  wpa_supplicant: (s) => text(`network={\n  ssid="a"\n  psk="${s}"\n}\n`),
  "caddy basicauth": (s) => text(`basicauth {\n  joe $2a$14$${s}${s}\n}\n`),
  "traefik users": (s) => json({ http: { middlewares: { a: { basicAuth: { users: [`joe:$apr1$abc$${s}`] } } } } }),
  "nginx proxy header": (s) =>
    text(`proxy_set_header Authorization "Basic ${b64("a:" + s)}";\nproxy_set_header X-Api-Key ${s};\n`),
  apache: (s) => text(`RequestHeader set X-Auth-Token "${s}"\nSSLPassPhraseDialog exec:/a\n`),
  haproxy: (s) => text(`userlist a\n  user joe insecure-password ${s}\n`),
  "envoy sds": (s) => text(`tls_certificate:\n  password:\n    inline_string: ${s}\n`),
  "vault agent": (s) => json({ auth: { client_token: s, accessor: "a" }, wrap_info: { token: s + "1" } }),
  "vault unseal": (s) => text(`Unseal Key 1: ${b64(s + s)}\nInitial Root Token: ${s}\n`),
  "vault init json": (s) => json({ unseal_keys_b64: [b64(s + s)], unseal_keys_hex: [s], root_token: s + "1" }),
  "bitwarden cli": (s) => text(`export BW_SESSION="${s}${s}=="`),
  "gh actions mask": (s) => text(`##[add-mask]${s}\n::add-mask::${s}1\n`),
  "gh actions output": (s) => text(`::set-output name=token::${s}\n`),
  "gitlab ci var": (s) => json({ key: "DEPLOY", value: s, masked: true, protected: false, variable_type: "env_var" }),
  "gitlab runner": (s) => text(`[[runners]]\n  name = "a"\n  token = "${s}"\n`),
  "jenkins crumb": (s) => json({ _class: "x", crumb: s + s, crumbRequestField: "Jenkins-Crumb" }),
  "jenkins cred xml": (s) =>
    text(
      `<com.x.UsernamePasswordCredentialsImpl><username>j</username><password>${s}</password></com.x.UsernamePasswordCredentialsImpl>`,
      "application/xml",
    ),
  "circleci env": (s) => post({ name: "AWS_SECRET", value: s }),
  "heroku config": (s) => json({ DATABASE_URL: `postgres://a:${s}@h/d`, SECRET_KEY_BASE: s + "1" }),
  "rails credentials": (s) => text(`secret_key_base: ${s}\n`),
  "django settings": (s) => text(`SECRET_KEY = '${s}'\nDATABASES = {'default': {'PASSWORD': '${s}1'}}\n`),
  "laravel env": (s) => text(`APP_KEY=base64:${b64(s + s)}\nDB_PASSWORD=${s}\n`),
  symfony: (s) => text(`APP_SECRET=${s}\nMAILER_DSN=smtp://joe:${s}1@h:25\n`),
  "wp-config": (s) => text(`define('DB_PASSWORD', '${s}');\ndefine( 'AUTH_SALT', '${s}1' );\n`),
  spring: (s) => text(`spring:\n  datasource:\n    password: ${s}\n`),
  "spring actuator": (s) => json({ propertySources: [{ properties: { "spring.datasource.password": { value: s } } }] }),
  appsettings: (s) =>
    json({ ConnectionStrings: { Default: `Server=h;Database=d;User Id=sa;Password=${s};` }, Jwt: { Key: s + "1" } }),
  "web.config machineKey": (s) => text(`<machineKey validationKey="${s}" decryptionKey="${s}1" />`, "text/xml"),
  tomcat: (s) => text(`<user username="a" password="${s}" roles="x"/><Connector keystorePass="${s}1"/>`, "text/xml"),
  "flask session": (s) => text(`app.secret_key = b'${s}'\n`),
  "shell history": (s) => text(`  501  curl -u joe:${s} https://h\n  502  export TOKEN=${s}1\n`),
  "zsh history": (s) => text(`: 1700000000:0;mysql -u root -p${s} app\n`),
  "ps output": (s) => text(`root 1 0.0 mysqld --user=a --password=${s}\n`),
  "sudo log": (s) => text(`joe : TTY=pts/0 ; COMMAND=/usr/bin/mount -o username=a,password=${s} //h/s /m\n`),
  "fstab cifs": (s) => text(`//h/s /mnt cifs username=joe,password=${s},uid=1000 0 0\n`),
  "sshpass env": (s) => text(`SSHPASS=${s} sshpass -e ssh h\n`),
  openssl: (s) => text(`openssl enc -aes-256-cbc -k ${s} -in a\n`),
  "gpg batch": (s) => text(`%echo x\nKey-Type: RSA\nPassphrase: ${s}\n%commit\n`),
  rsync: (s) => text(`RSYNC_PASSWORD=${s} rsync a::b\n`),
  sqlcmd: (s) => text(`sqlcmd -S h -U sa -P '${s}' -Q 'select 1'\n`),
  "influx cli": (s) => text(`influx config create -n a -t ${s} -o b\n`),
  "kubectl literal": (s) => text(`kubectl create secret generic a --from-literal=opening=${s}\n`),
  "kubectl token": (s) => text(`kubectl config set-credentials joe --token=${s}\n`),
  kubeadm: (s) => text(`kubeadm join 1.2.3.4:6443 --token abcdef.${s} --discovery-token-ca-cert-hash sha256:0\n`),
  "heroku cli": (s) => text(`heroku config:set API_TOKEN=${s} -a app\n`),
  wrangler: (s) => text(`echo ${s} | wrangler secret put API\n`),
  gcloud: (s) => text(`gcloud sql users set-password a --password=${s}\n`),
  "az storage": (s) => text(`az storage blob list --account-key ${s} --account-name a\n`),
  doctl: (s) => text(`doctl auth init -t ${s}\n`),
  snyk: (s) => text(`snyk auth ${s}\n`),
  ngrok: (s) => text(`ngrok config add-authtoken ${s}\n`),
  tailscale: (s) => text(`tailscale up --authkey ${s}\n`),
  "sentry-cli": (s) => text(`sentry-cli --auth-token ${s} releases list\n`),

  // Texts that programs generate.
  "stack trace js": (s) =>
    text(`Error: login failed\n    at login (/a.js:1:2) {\n  config: { headers: { Authorization: 'Bearer ${s}' } }\n}`),
  "axios error": (s) => json({ config: { auth: { username: "a", password: s }, url: "/x" } }),
  "stack trace java": (s) =>
    text(`java.sql.SQLException: Access denied for jdbc:mysql://h/d?user=a&password=${s}\n\tat a.b(C.java:1)`),
  "stack trace python": (s) =>
    text(
      `requests.exceptions.ConnectionError: HTTPSConnectionPool(host='h', port=443): Max retries exceeded with url: /x?api_key=${s} (Caused by x)`,
    ),
  "python locals": (s) => text(`  File "a.py", line 3, in login\n    password = '${s}'\n`),
  "go panic": (s) => text(`panic: dial: parse "postgres://joe:${s}@h:port/d": invalid port`),
  "ruby inspect": (s) => text(`#<User id: 1, name: "joe", password: "${s}", token: "${s}1">`),
  "php dump": (s) => text(`array(1) {\n  ["password"]=>\n  string(17) "${s}"\n}`),
  "rust debug": (s) => text(`Config { user: "joe", password: "${s}", token: Some("${s}1") }`),
  "java toString": (s) => text(`User(name=joe, password=${s}, apiKey=${s}1)`),
  "c# record": (s) => text(`User { Name = joe, Password = ${s} }`),
  elixir: (s) => text(`%{user: "joe", "password" => "${s}", token: "${s}1"}`),
  "hidden input": (s) => text(`<form><input type="hidden" name="csrf_token" value="${s}"></form>`, "text/html"),
  "hidden input turned": (s) => text(`<input value='${s}' name='authenticity_token' type=hidden>`, "text/html"),
  "hidden unquoted": (s) => text(`<input type=hidden name=__RequestVerificationToken value=${s}>`, "text/html"),
  viewstate: (s) =>
    text(`<input type="hidden" name="__VIEWSTATEKEY" value="x"><input name="password" value="${s}">`, "text/html"),
  "meta csrf": (s) => text(`<meta name="csrf-token" content="${s}">`, "text/html"),
  "data attribute": (s) => text(`<div data-api-key="${s}" data-csrf-token='${s}1'></div>`, "text/html"),
  "js bundle": (s) => text(`!function(){var e={apiKey:"${s}",authDomain:"a"};t.init(e)}();`, "application/javascript"),
  "js window": (s) => text(`window.__INITIAL_STATE__={"session":{"accessToken":"${s}"}};`, "text/javascript"),
  "next data": (s) =>
    text(`<script id="__NEXT_DATA__" type="application/json">{"props":{"token":"${s}"}}</script>`, "text/html"),
  "js env": (s) => text(`const k=process.env.API_KEY||"${s}";`, "application/javascript"),
  "js header call": (s) =>
    text(
      `xhr.setRequestHeader("X-Api-Key","${s}");fetch(u,{headers:{"Authorization":"Bearer ${s}1"}})`,
      "text/javascript",
    ),
  "source map": (s) => json({ version: 3, sourcesContent: [`const password = "${s}";\n`] }),
  csv: (s) => text(`name,email,password\njoe,j@e.example,${s}\nann,a@e.example,${s}1\n`, "text/csv"),
  "csv semicolons quoted": (s) => text(`"Name";"API Key"\r\n"joe";"${s}"\r\n`, "text/csv"),
  "csv chrome passwords": (s) => text(`name,url,username,password,note\nh,https://h,joe,${s},\n`, "text/csv"),
  "aws keys csv": (s) => text(`Access key ID,Secret access key\nAKIAIOSFODNN7EXAMPLE,${s}\n`, "text/csv"),
  tsv: (s) => text(`user\ttoken\njoe\t${s}\n`, "text/tab-separated-values"),
  logfmt: (s) => text(`time=2026-11-29T10:00:00Z level=info msg="signed in" access_token=${s} user=joe\n`),
  "logfmt quoted": (s) => text(`level=error msg="token ${s} rejected" err="x"\n`),
  "json log line": (s) =>
    text(
      `{"level":"info","msg":"set password=${s} for joe"}\n{"level":"info","req":{"headers":{"x-api-key":"${s}1"}}}\n`,
    ),
  "nginx log": (s) =>
    text(
      `1.2.3.4 - joe [29/Nov/2026:10:00:00 +0000] "GET /x?access_token=${s} HTTP/1.1" 200 3 "https://h/?sid=${s}1" "curl"\n`,
    ),
  syslog: (s) => text(`<34>1 2026-11-29T10:00:00Z h app - - - login user=joe password=${s}\n`),
  "rails log": (s) => text(`Parameters: {"user"=>{"email"=>"a@b", "password"=>"${s}"}, "commit"=>"Log in"}\n`),
  "cef log": (s) => text(`CEF:0|a|b|1|2|login|3|suser=joe cs1Label=password cs1=${s}\n`),
  "mail qp": (s) =>
    text(
      `Content-Transfer-Encoding: quoted-printable\r\n\r\nYour password is: ${s}=\r\n\r\nhttps://h/reset?token=3D${s}1\r\n`,
      "message/rfc822",
    ),
  "mail base64": (s) =>
    text(
      `Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(`Your temporary password is: ${s}\r\n`)}\r\n`,
      "message/rfc822",
    ),
  "mail link": (s) => json({ html: `<a href="https://h/reset-password?token=${s}">Reset</a>` }),
  "pem in env": (s) =>
    text(`PRIVATE_KEY="-----BEGIN PRIVATE KEY-----\\n${b64(s + s)}\\n-----END PRIVATE KEY-----\\n"\n`),
  "pem in yaml": (s) =>
    text(
      `tls:\n  key: |\n    -----BEGIN EC PRIVATE KEY-----\n    ${b64(s + s)}\n    -----END EC PRIVATE KEY-----\n`,
      "application/yaml",
    ),
  "pem in json array": (s) =>
    json({ key: ["-----BEGIN RSA PRIVATE KEY-----", b64(s + s), "-----END RSA PRIVATE KEY-----"] }),
  "pem one line": (s) => text(`key: -----BEGIN PRIVATE KEY----- ${b64(s + s)} -----END PRIVATE KEY-----\n`),
  "jwk set": (s) =>
    json({ keys: [{ kty: "OKP", crv: "Ed25519", d: s, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] }),
  "jwk oct": (s) => json({ kty: "oct", k: s, alg: "HS256" }),
  "multipart secret": (s) =>
    sent(
      `--B\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n${s}\r\n--B--\r\n`,
      "multipart/form-data; boundary=B",
    ),
  "multipart batch": (s) =>
    sent(
      `--B\r\nContent-Type: application/http\r\n\r\nGET /x?access_token=${s} HTTP/1.1\r\nAuthorization: Bearer ${s}1\r\n\r\n--B--\r\n`,
      "multipart/mixed; boundary=B",
    ),
  "har in har": (s) =>
    json({
      log: {
        entries: [
          { request: { headers: [{ name: "X-Api-Key", value: s }], queryString: [{ name: "token", value: s + "1" }] } },
        ],
      },
    }),
  "curl in json": (s) => json({ cmd: `curl -H 'X-Api-Key: ${s}' -H "Authorization: Bearer ${s}1" https://h` }),
  postman: (s) => json({ auth: { type: "bearer", bearer: [{ key: "token", value: s, type: "string" }] } }),
  "postman basic": (s) => json({ auth: { type: "basic", basic: [{ key: "password", value: s, type: "string" }] } }),
  "postman env": (s) => json({ values: [{ key: "prod", value: s, type: "secret", enabled: true }] }),
  insomnia: (s) => json({ authentication: { type: "bearer", token: s } }),
  "openapi example": (s) => json({ examples: { a: { value: { access_token: s } } } }),
  "mcp config": (s) => json({ mcpServers: { a: { command: "npx", env: { API_KEY: s }, args: ["--token", s + "1"] } } }),
  "llm tool call": (s) =>
    json({ tool_calls: [{ function: { name: "login", arguments: JSON.stringify({ password: s }) } }] }),
  notebook: (s) => json({ cells: [{ source: ["import os\n", `os.environ["API_KEY"] = "${s}"\n`] }] }),
  "slack message": (s) => json({ text: `here is the password: \`${s}\`` }),
  "chat code block": (s) => json({ body: "use\n```\nexport API_TOKEN=" + s + "\n```\n" }),
};

export function plantTools(seed: string): Plant[] {
  return Object.entries(PLACES).map(([name, put]) => {
    const secret = createSecret(createRandom(`${seed}/tool/${name}`));
    return { kind: "tools", name, messages: [put(secret)], traces: tracesOf(secret) };
  });
}
