import { createHash } from "node:crypto";

import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { aBody } from "./redact.ts";

const sha = (a: string) => createHash(a).update("x").digest("hex");
const j = (v: unknown) => ({ responseBody: aBody(JSON.stringify(v)) });
const t = (s: string, m = "text/plain") => ({ responseBody: aBody(s, m) });
/** Values that look like a secret, or have similar names, and must stay. */
export const STAYS: Readonly<Record<string, Partial<Exchange>>> = {
  author: j({ author: "me", token_type: "Bearer", expires_in: 3600, key_name: "k1", authority: "a", authorized: true }),
  "headers as pairs, after one that holds an alias": j([
    ["Location", "https://app.example/cb?access_token=REDACTED-token-1"],
    ["Keep-Alive", "timeout=5"],
  ]),
  "headers as pairs, after one that is masked": j([
    ["DPoP-Nonce", "REDACTED-token-1"],
    ["Keep-Alive", "timeout=5"],
  ]),
  "headers as pairs, after a challenge": j([
    ["WWW-Authenticate", 'Bearer realm="api2", error="invalid_token"'],
    ["Keep-Alive", "timeout=5"],
  ]),
  ids: j({
    id: "9faa6fd5-b254-4184-80c0-66b7c062315e",
    os_hash_value: sha("sha512"),
    checksum: sha("md5"),
    request_id: "req-a016d11c-0b5a-44ce-9cc1-a49706586120",
  }),
  etag: {
    responseHeaders: [
      "ETag",
      `"${sha("sha1")}"`,
      "X-Request-Id",
      "req-9faa6fd5-b254-4184-80c0-66b7c062315e",
      "CF-Ray",
      "8f14e45fceea167a-ICN",
    ],
  },
  cursor: {
    url: "http://h/x?marker=9faa6fd5-b254-4184-80c0-66b7c062315e&page_token=c29tZS1wYWdlLW9mLWEtbGlzdA&cursor=eyJpZCI6MTIzfQ",
  },
  challenge: {
    responseHeaders: ["WWW-Authenticate", 'Bearer realm="https://id.test/token", error="invalid_token", scope="a:b1"'],
  },
  "arguments that are no passwords": j({
    cmd: ["docker", "run", "-u", "1000:1000", "-p", "8080:80", "app"],
    args: ["ssh", "-p", "22022", "host-17.example"],
    run: ["psql", "-p5432", "-U", "joe"],
  }),
  "variables of GraphQL": j({
    query: "query Q($id: ID!) { user(id: $id) { name } }",
    variables: { id: "aB3dE5gH7jK9" },
  }),
  "pages of tokens": { url: "http://h/v1/tokens?cursor=eyJpZCI6MTIzNDU2Nzg5fQ&t=abcDEF123ghi456jkl" },
  "a link with an id": {
    url: "http://h/verify-email?user_id=abcDEF123ghi456jkl&marker=9faa6fd5-b254-4184-80c0-66b7c062315e",
  },
  "words behind secret ones": j({ 비밀번호_설명: "여덟 글자 이상", "verify-email": "/verify-email/sent" }),
  git: j({ sha: sha("sha1"), commit: { sha: sha("sha1"), url: `https://h/commits/${sha("sha1")}` } }),
  dates: j({ created_at: "2026-11-25T10:00:00Z", password_expires_at: "2026-11-25T10:00:00Z", token_expires: 123456 }),
  png: j({ image: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" }),
  pubkey: j({
    public_key: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7VJTUt9Us8cKj me@host",
    fingerprint: "SHA256:abcDEF123",
    pem: "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----",
  }),
  "a public key in Base64": j({
    publicKey: {
      key: Buffer.from("-----BEGIN PUBLIC KEY-----\nMIICIjANBgkqhkiG9w0BAQEFAAOCAg8A\n").toString("base64"),
    },
    certificate: {
      key: Buffer.from("-----BEGIN CERTIFICATE-----\nMIIDJTCCAg2gAwIBAgIUAPuWCbw2l\n").toString("base64"),
    },
  }),
  "what somebody has redacted before": {
    requestHeaders: ["Authorization", "[REDACTED]", "X-Auth-Token", "<REDACTED>", "Cookie", "a=[FILTERED]"],
    responseHeaders: ["Set-Cookie", "a=***REDACTED***; Path=/"],
    ...j({ token: "[Filtered]", password: "<removed>", question: "[REDACTED]" }),
  },
  "a page of results, and what makes a call happen once": {
    url: "http://h/providers?api-version=2020-06-01&$skiptoken=Zm9vYmFyMTIzNDU2Nzg5",
    ...j({ IdempotencyToken: "c4de373d-fc6b-45ac-a7d0-760b6be25756" }),
  },
  "shares and webhooks with names and ids": {
    url: "http://h/fileServices/default/shares/cs-joe-doe-contractor-example-1003200264d10083",
    ...j({ url: "http://h/v2/webhooks/hook_f19d25e6fac311efaf305b2397f4f7d3" }),
  },
  "the path of an object in a store": {
    url: "http://h/x?key=t5_2bhxu0/t2_5bn5wlvy/a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    ...j([{ name: "key", value: "t5_2bhxu0/t2_5bn5wlvy/a94a8fe5ccb19ba61c4c0873d391e987982fbbd3" }]),
  },
  "who asks, as a proxy says": {
    responseHeaders: [
      "Gap-Auth",
      "system:serviceaccount:management-infra:management-admin@cluster.local",
      "OpenAI-Organization",
      "user-xgcwoiiqpw3hpu7oxktn2g9g",
    ],
  },
  "what a call of AWS does": {
    requestHeaders: ["X-Amz-Target", "AWS242ServiceCatalogService.DescribeProvisionedProduct"],
  },
  jwks: j({
    keys: [
      {
        kid: "abc123DEF456",
        kty: "RSA",
        n: "u1W4ZkqXn2Z8abc1234567890",
        e: "AQAB",
        use: "sig",
        alg: "RS256",
        x5c: ["MIIC..."],
      },
    ],
  }),
  discovery: j({
    token_endpoint: "https://h/token",
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    userinfo_endpoint: "x",
    end_session_endpoint: "y",
  }),
  keystone: j({
    token: {
      methods: ["password"],
      expires_at: "2026-11-25T10:00:00Z",
      audit_ids: ["3T2dc1CGQxyJsHdDu1xkcw"],
      issued_at: "x",
      user: { name: "admin", id: sha("md5"), domain: { id: "default" }, password_expires_at: null },
      catalog: [
        { endpoints: [{ url: "http://h/v3", interface: "public", region: "R1" }], type: "identity", name: "keystone" },
      ],
    },
  }),
  keystoneReq: {
    requestBody: aBody(
      JSON.stringify({ auth: { identity: { methods: ["password", "token"] }, scope: { project: { name: "demo" } } } }),
    ),
  },
  tokens: j({
    usage: { total_tokens: 123456, prompt_tokens: 1000000, max_tokens: 4096 },
    tokens: [" hello", "world"],
    stop: "x",
  }),
  tgi: j({ token: { id: 1234567, text: " hello", logprob: -0.1, special: false } }),
  auth0: j({
    auth0: "tenant",
    authType: "basic",
    auth_type: "oauth2",
    authMethod: "x1",
    passed: 12,
    passing: "a1b2c3d",
    compass: "north1",
    bypass: "cache1",
    secretName: "db-secret1",
    secret_name: "s1abcdef",
    secretRef: { name: "x1abcdef" },
    imagePullSecrets: [{ name: "regcred1" }],
    password_policy: "min 8",
    key: "color",
    keys: ["a1b2c3d4"],
    name: "keystone1",
    passengers: ["a1b2c3"],
    tokenize: "x1y2z3a",
  }),
  form: j({
    fields: [
      { name: "password", type: "password", label: "Your password", required: true },
      { name: "token", type: "string" },
    ],
  }),
  prose: t(
    "The token is issued by Keystone v3api. The password is required. The secret is 12 characters. Use --password PASSWORD and --os-token TOKEN. Basic usage of version1 is easy; Bearer authentication",
  ),
  js: t(
    `function f(){const token = getToken(); this.password = password || ""; var key="abc1234"; auth: basicAuth; e.state=state1;}`,
    "application/javascript",
  ),
  html: t(
    `<html><head><title>Sign in</title></head><body><form><label for=password>Password</label><input type="password" name="password" value=""><input type=submit value="Log in"></form><a href="/reset">x</a></body></html>`,
    "text/html",
  ),
  html2: t(`<div id="token-list" class="key1"><span title="api_key">v1.2</span></div>`, "text/html"),
  xml: t(
    `<?xml version="1.0"?><feed><author><name>me</name></author><id>tag:1</id><title>Token value 1</title><key>color</key><string>blue1</string></feed>`,
    "text/xml",
  ),
  yaml: t(
    "openapi: 3.0.0\npaths:\n  /token:\n    get:\n      summary: x1\ncomponents:\n  securitySchemes:\n    password:\n      type: string1\n",
    "application/yaml",
  ),
  csv: t("id,name\n1,a\n", "text/csv"),
  log: t(
    "2026-11-25 10:00:00.123 INFO keystone.token [req-9faa6fd5-b254-4184-80c0-66b7c062315e] auth: user1 ok; key: none; session: started2day; state: ACTIVE1\nstatus=200 time=12.3ms pass=12 fail=0",
  ),
  table: t(
    "+--------+---------+\n| Field  | Value   |\n+--------+---------+\n| id     | 9faa6fd5b254418480c066b7c062315e |\n| key_name | k1abcdef |\n| name   | cirros1 |\n+--------+---------+\n",
  ),
  mdtable: t("| password | string | The password1 |\n| token | string | x |\n"),
  hdr: {
    responseHeaders: [
      "Server",
      "nginx/1.18.0",
      "Vary",
      "X-Auth-Token",
      "WWW-Authenticate",
      'Keystone uri="http://h/identity"',
      "Access-Control-Allow-Headers",
      "X-Auth-Token, Authorization",
      "Access-Control-Allow-Credentials",
      "true",
      "Strict-Transport-Security",
      "max-age=15724800; includeSubDomains",
      "Content-Disposition",
      'attachment; filename="a1.txt"',
      "Content-Security-Policy",
      "default-src 'self'; script-src 'nonce-abc123'",
      "Cache-Control",
      "max-age=3600, s-maxage=10",
      "Set-Cookie",
      "lang=; Path=/; Expires=Mon, 23 Nov 2026 10:00:00 GMT",
      "Accept-Signature",
      "sig1",
      "Traceparent",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "Keep-Alive",
      "timeout=5, max=100",
      "Alt-Svc",
      'h3=":443"; ma=86400',
      "Server-Timing",
      "db;dur=53.2",
      "X-Amz-Request-Id",
      "4442587FB7D0A2F9",
      "x-amz-id-2",
      "vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=",
      "Digest",
      "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=",
      "User-Agent",
      "openstacksdk/4.0.0 keystoneauth1/5.6.0 python-requests/2.31.0 CPython/3.11.2",
      "Sec-WebSocket-Protocol",
      "v4.channel.k8s.io, base64.binary.k8s.io, graphql-transport-ws",
    ],
  },
  url: { url: "http://h/v3/auth/tokens?nocatalog&allow_expired=1" },
  url2: { url: "http://h/v2/images/9faa6fd5-b254-4184-80c0-66b7c062315e/members?code=404&key=color&state=ACTIVE" },
  maps: { url: "http://h/secrets/9faa6fd5-b254-4184-80c0-66b7c062315e/acl" },
  "what else is told of a secret": j({
    token: { issued_at: "2026-11-25T10:00:00Z", methods: ["password"], old: "none", current: 3 },
    password: { expires_at: "2026-11-25T10:00:00Z", user: { name: "admin1x", domain: { id: "default1" } } },
    secrets: { count: 3, last: "2026-11-25T10:00:00Z", db_id: "a1b2c3d4", arn: "arn:aws:x1", link: "http://h/x1" },
    passwords: { policy: "strong1", updated_at: "2026-11-25" },
    tokens: { limit: "unlimited", page_size: "2000" },
  }),
  "a list of secrets": j({
    total_count: 1,
    secrets: [{ name: "GH2_TOKEN1", label: "deploy2prod", created_at: "2026-11-25T10:00:00Z" }],
    credentials: [{ id: "3d3367228f9c7665266604462ec60029", user_id: "bb5476fd12884539b41d5a88f838d773", type: "ec2" }],
  }),
  "one credential": j({
    credential: { id: "3d3367228f9c7665266604462ec60029", user_id: "bb5476fd12884539b41d5a88f838d773", type: "ec2" },
    volumes: [{ name: "v1", secret: { secretName: "db-secret1", defaultMode: 420 } }],
  }),
  "prose in XML": t(
    `<r><string name="password">Password</string><string name="token_hint">Your 2nd token</string><a name="secret">v2</a></r>`,
    "text/xml",
  ),
  "keys in XML": t(`<l><Key>photos/2006/a1.jpg</Key><entry key="color">blue12</entry></l>`, "text/xml"),
  "other YAML manifests": t(
    "kind: SecretList\ndata:\n  a: x1abcdef\n---\nkind: ConfigMap\ndata:\n  b: x1abcdef\n---\nref:\n  kind: Secret\n  name: x1abcdef\n",
    "application/yaml",
  ),
  "blocks in YAML": t("summary: |\n  v1abcdef\ntoken: |\n  The 2 tokens\n", "application/yaml"),
  k8s: j({ kind: "ConfigMap", data: { "a.conf": "x=1", mode: "fast1" } }),
  curl: t("curl -u admin http://h; docker run --user 1000:1000 -u 1000:100000 img1; --user root:root"),
  base64text: j({ content: Buffer.from("# Title\n\nHow to reset your password and a secret.\n").toString("base64") }),
  schema: j({
    properties: { password: { type: "string", description: "The password" }, token: { type: "string", default: "x" } },
    required: ["password", "token"],
  }),
  error: j({
    error: { code: 401, title: "Unauthorized", message: "The request you have made requires authentication." },
  }),
  hateoas: j({
    links: [
      { rel: "self", href: "http://h/v3/auth/tokens" },
      { rel: "next", href: "http://h/x?marker=abc123def" },
    ],
  }),
  "csv without secrets": {
    responseBody: { ...t("name,key_name,checksum\nalice,main,9faa6fd5b254\n").responseBody, mimeType: "text/csv" },
  },
  "csv that becomes prose": t(
    "name,token_type,id\nalice,Bearer,7\nThe password, and then some,\nof course, hunter2 or so\n",
  ),
  sentence: t("Dear user, token\nand password, both of them, are gone."),
  nbformat: t("[2026-11-25 10:00:00] key1: started"),
};
