import { makeDecoys } from "./make-decoys.ts";
import { text as read } from "./messages.ts";
import type { Decoy } from "./plant.ts";

/** Values with the names and forms of the strangers' plants that are not secret: each must stay unchanged. */
const JSON_VALUES: readonly unknown[] = [
  // Keys that name a thing, whatever they look like.
  { cacheKey: "5d41402abc4b2a76b9719d911017c592" },
  { cache_key: "users:42:profile:v3" },
  { sortKey: "2026-11-29T10:00:00Z#order-1234" },
  { primary_key: "id", foreign_key: "user_id" },
  { partitionKey: "tenant-42", rowKey: "a1b2c3d4" },
  { routing_key: "orders.eu.created2026" },
  { s3Key: "backups/2026/11/29/db.dump.gz" },
  { object_key: "img/4f3a2b1c.png" },
  { translationKey: "errors.form.required2" },
  { issueKey: "PROJ-1234", projectKey: "PROJ" },
  { jira_key: "ABC-4711" },
  { youtube_key: "dQw4w9WgXcQ" },
  { renderKey: "list-item-42" },
  { groupKey: "alert-group-2026", fingerprint: "a1b2c3d4e5f60718" },
  { idempotencyKey: "7f9c24e8-3b12-4fef-91e0-5b6b6b6b6b6b" },
  { dedup_key: "srv01/HTTP/2026" },
  { publicKey: "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=" },
  { public_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE joe@h" },
  { key_name: "laptop2026", key_fingerprint: "SHA256:uNiVztksCsDhcc0u9e8BrXGbB1VvE8gkSWTTpVkFgWs" },
  { keyId: "projects/p/locations/eu/keyRings/r/cryptoKeys/k/cryptoKeyVersions/3" },
  { stripePublishableKey: "pk_test_TYooMQauvdEDq54NiTphI7jx", stripe_key: "pk_test_TYooMQauvdEDq54NiTphI7jx" },
  { streamKey: "orders-stream-1", lastId: "1700000000000-0" },
  { stream_key: "mystream:2026" },
  { streamKey: "orders-2026-11-29" },
  { stream_key: "events-stream-production-2026" },
  { sentry_key: "a1b2c3d4e5f6071829304a5b6c7d8e9f", sentry_version: "7" },
  { pusher_key: "278d425bdf160c739803" },

  // Lists and objects with the same names as those that contain secrets.
  { error_codes: [{ code: "E1234", text: "not found" }] },
  {
    tokens: [
      { code: "USDC", chain: "base" },
      { code: "EURC2", chain: "base" },
    ],
  },
  { codes: [{ code: "DE2026", name: "Germany" }] },
  { questions: [{ question: "2 + 2", answer: "four4" }] },
  { survey_answers: [{ question: "city", answer: "berlin10117" }] },
  { signature: { digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" } },
  { token: { digest_algorithm: "sha256", issued: "2026-11-29" } },
  { data: { keys: ["app/", "db2026"] }, mount_type: "kv", lease_id: "" },
  { data: { type: "kv2", version: "1.17.2" }, mount_type: "system" },
  { secret_id: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "db" },
  { role_id: "0f8fad5b-d9cb-469f-a165-70867728950e", name: "reader2026" },
  {
    attributes: [
      { name: "mail", values: ["joe1@h.example"] },
      { name: "memberOf", values: ["cn=a1,dc=h"] },
    ],
  },
  { filters: [{ name: "size", values: ["m1.large2"] }] },
  { Filters: [{ Name: "tag:Name", Values: ["web2026a"] }] },
  [{ op: "replace", path: "/spec/replicas", value: "replica3set" }],
  [{ op: "add", path: "/metadata/labels/version", value: "v1.2.3-rc4" }],
  { jsonrpc: "2.0", method: "eth_getBalance", params: ["0x407d73d8a49eeb85d32cf465507dd71d507100c1", "latest"] },
  { jsonrpc: "2.0", method: "user.loginHistory", params: ["joe12345", 30] },
  { method: "auth.list_methods", params: ["otp2026"] },

  // Words of other languages that resemble the words for secrets.
  { clave: "PRODUCTO-1234", "clave producto": "A1234567" },
  { parola: "casa2026", lingua: "it" },
  { κωδικός: "10431αθήνα1" },
  { Schlüssel: "A1-B2", Kennzeichen: "B-AB1234" },
  { chave: "NFe35200114200166000187550010000000046" },
  { code_postal: "75001paris1", kod_pocztowy: "00-950wawa1" },

  // What services return about the secrets that they store.
  { id: "tok_1N3T00LkdIwHu7ix0snN0B0X", object: "token", livemode: false },
  { id: "pi_3MtwBwLkdIwHu7ix28a3tqPa", object: "payment_intent", status: "requires_action" },
  { kind: "TokenRequest", spec: { audiences: ["https://h2026"], expirationSeconds: 3600 } },
  { authentication: { type: "oauth2client", flow: "authorizationCode2" } },
  { csp: "script-src 'nonce-rAnd0m123456' 'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='" },
  { integrity: "sha512-MpzT1n6S3m4oPrG8vE0qz1hT0kqQmY3yM8h3QzJtYt9eWJ0n0Dg5GZ1v6bD7cV2mX8qL3rN5tK9wP4sF6jH1Aw==" },
  {
    avatar:
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  },
  {
    certificate:
      "-----BEGIN CERTIFICATE-----\nMIIBtjCCAVugAwIBAgITBmyf1XSXNmY/Owua2eiedgPySjAKBggqhkjOPQQDAjA5\n-----END CERTIFICATE-----",
  },
  { image: "ghcr.example/a/b@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
  { resourceVersion: "183749281", uid: "a7c5a1c0-3f1e-4a8b-9f6e-1d2c3b4a5f60", generateName: "web-7d4b9c6f5d-" },
  { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" },
  { etag: '"686897696a7c876b7e2026"', versionId: "3HL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY" },
  { cursor: "eyJpZCI6MTIzNCwibyI6ImFzYyJ9", next: "g3QAAAACZAAHaW5zZXJ0ZWQ2026" },
  { commit: "9fceb02d0ae598e95dc970b74767f19372d61af8", tree: "4b825dc642cb6eb9a060e54bf8d69288fbee4904" },
  { phone: "+49 30 901820", locale: "de-DE@currency=EUR2", zip: "10117" },
  { className: "css-1q2w3e4 MuiButton-root123 md-Icon2B-label" },
];

const TEXTS: readonly string[] = [
  // From files that others published (docs/notes/redaction.md).
  "// which is identified by class.",
  "the tab's body, identified by superclass.name",
  // Minified programs.
  'this.username=r[3]||"";this.password=r[4]||n;this.host=r[5]',
  "a.token=e.t1&&e.t2;b.secret=t[12];",
  "Authorization: see section4 of RFC6750",
  "authorization: requires oauth2client scope",
  "Authorization: Bearer <your-token>",
  "curl -H 'Authorization: SSWS ${OKTA_TOKEN}' https://h",
  "Connect-VIServer -Server esx01.example -User $user -Password $pw2026",
  "New-Item -Path C:\\temp2026 -ItemType Directory2",
  "Get-Content -TotalCount 10 -Encoding utf8NoBOM1",
  "live_stream_2026_11_29_berlin and test_user_profile_page_2026",
  "test_that_the_password_is_hashed2 passed in 12ms",
  "secret-test-namespace-for-integration-tests-2026 created",
  "secret-live-environment-of-the-team-berlin-2026 deleted",
  "fw_releasebranchnumber2026 and rnd_experiment2026name",
  "odt_template2026.odt, cal_live_view2026, bb_live_dashboard2026view",
  "apify_proxy_group2026residential is used",
  "oauth: grant types are authorizationcode2 and refresh",
  "urn:ietf:params:oauth:grant-type:device_code",
  "token-exchange2026: done",
  "xprv is an extended private key, nsec a private one",
  "JQQJ99 is a signature of Azure's keys; +ASt one of Storage's, ACDb of Cosmos DB's",
  "IQoJb3JpZ2luX2Vj is how session tokens of AWS begin",
  "syt_ begins the tokens of Synapse2026, ory_at_ those of Ory",
  "https://www.make.com/en/integrations2026 and https://zapier.com/apps/slack2026",
  "https://hooks.zapier.com/ answers 404",
  "https://a.tines.com/docs/webhook/overview2026",
  "https://maker.ifttt.com/use",
  '"AUTH" is a command of Redis6 with "username" and password',
  "the password policy2026 says: 12 letters",
  "[github_path] /usr/lib/node20 [gitlab_pattern] a1b2c3d4",
  "PATH=/usr/bin:/opt/a1b2c3d4/bin GITHUB_PATH=/home/runner/work/a1/add_path_b2c3d4",
  "adopath=/usr/share/ado2026/base1",
  "mount_type kv2026 has secrets/ and cubbyhole/",
];

const PAGES: readonly string[] = [
  "<dt>Key:</dt><dd>order-2026-1234</dd>",
  "<p>Version:</p><code>1.2.3-rc4</code>",
  "<p>Password:</p><ul><li>12 characters</li></ul>",
  "<label>Token:</label> <span>optional</span>",
  '<p class="secret2026-teaser">Our secret recipe:</p><p>butter</p>',
  "<a>&lt;section&gt;chapter2026a&lt;/section&gt;</a>",
  "<a>&lt;tokenizer&gt;standard2026&lt;/tokenizer&gt;</a>",
  '<link rel="stylesheet" href="/a.css" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC">',
  '<div class="password-field token-list secret-santa2026"></div>',
  '<input type="password" name="password" autocomplete="current-password" minlength="12">',
];

const PATHS: readonly string[] = [
  "/docs/password/rotation-in-2026-for-admins",
  "/password/edit",
  "/users/password/new",
  "/accounts/password/change/done",
  "/private-beta-2026/signup",
  "/calendar/private-events/list",
  "/warehouse/t/session=2026-01-01/auth=none/part-0000.parquet",
  "/tables/key=value/pin=4/a",
  "/filter/token=all/sort=asc",
  "/x?fields[name]=title&fields[value]=a1b2c3d4",
  "/x?vars[0][name]=REGION&vars[0][value]=eu2026central",
  "/x?columns[0][name]=id&columns[0][search][value]=abc12345",
  "/api/v1/nodes2026/telemetry",
  "/v1/secret/metadata/app?list=true",
];

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["X-GitHub-Request-Id", "C1EE:7800:31D835A:4FADE3A:589EDB17"],
  ["X-Speed-Cache-Key", "/"],
  ["X-Page-Cache-Key", "/assets/index.html"],
  ["X-Object-Meta-Sha1base36", "3x2s7v8hzfwhl57od89iz4j16iofomz"],
  ["X-Request-Id", "7f9c24e83b124fef91e05b6b6b6b6b6b"],
  ["X-Amz-Cf-Pop", "FRA56-P12"],
  ["X-Github-Request-Id", "C0DE:1A2B:3C4D5E:6F7A8B:65F0A1B2"],
  ["X-Powered-By", "PHP/8.3.12"],
  ["X-Runtime", "0.012345"],
  ["Server-Timing", "miss, db;dur=53, app;dur=47.2;desc=token2026cache"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Accept-CH", "Sec-CH-UA-Platform-Version, Sec-CH-UA-Model"],
  ["X-Content-Digest", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Permissions-Policy", "publickey-credentials-get=(self)"],
  ["X-Honeycomb-Dataset", "checkout2026"],
];

export function createDecoysOfStrangers(): Decoy[] {
  const { decoy, values, inJson, paths, headers } = makeDecoys("strangers");
  return [
    ...values(JSON_VALUES),
    ...inJson([...TEXTS, ...PAGES]),
    ...TEXTS.map((text) => decoy(text, read(`${text}\n`), text)),
    ...PAGES.map((page) => decoy(page, read(page, "text/html"), page)),
    ...paths(PATHS),
    ...headers(HEADERS),
  ];
}
