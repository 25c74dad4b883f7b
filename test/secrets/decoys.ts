import { createHash } from "node:crypto";

import { json } from "./messages.ts";
import { type Decoy, type Message, aForm, aJson, aText } from "./plant.ts";
import { type Random, createRandom } from "./random.ts";

const sha = (algorithm: string, encoding: "hex" | "base64", text: string): string =>
  createHash(algorithm).update(text).digest(encoding);

/** Values of real traffic that look like secrets, by kind. */
const VALUES: Readonly<Record<string, (random: Random) => string>> = {
  UUID: (random) => random.fill("{h8}-{h4}-4{h3}-a{h3}-{h12}"),
  "id without dashes": (random) => random.fill("{h32}"),
  "SHA-1": (random) => sha("sha1", "hex", random.fill("{a9}")),
  "SHA-256": (random) => sha("sha256", "hex", random.fill("{a9}")),
  "request id": (random) => random.fill("req-{h8}-{h4}-4{h3}-a{h3}-{h12}"),
  ULID: (random) => random.fill("01{u24}"),
  "MongoDB id": (random) => random.fill("6{h23}"),
  "Kubernetes pod": (random) => random.fill("web-frontend-{l10}-{l5}"),
  "image tag": (random) => random.fill("registry.example/app/web:v1.4.2-{h7}"),
  "image digest": (random) => random.fill("registry.example/app/web@sha256:{h64}"),
  "build number": (random) => random.fill("build-2026.11.29-{d6}"),
  "Git ref": (random) => random.fill("refs/heads/feature/ABC-{d4}-login-page-2"),
  ARN: (random) => random.fill("arn:aws:iam::{d12}:role/app-role-{d3}"),
  "S3 object": (random) => random.fill("uploads/2026/11/29/report-{d6}.pdf"),
  "file name": (random) => random.fill("chunk-vendors.{h8}.js"),
  asset: (random) => random.fill("/static/js/main.{h8}.chunk.js"),
  time: () => "2026-11-29T03:36:56.123456Z",
  address: (random) => random.fill("2001:db8:{h4}:{h4}::{h4}"),
  "MAC address": (random) => random.fill("fa:16:3e:{h2}:{h2}:{h2}"),
  "user agent": () =>
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "media type": () => "application/vnd.openstack.compute.v2.1+json",
  integrity: (random) => `sha384-${sha("sha384", "base64", random.fill("{a9}"))}`,
  version: (random) => random.fill("1.24.{d2}-alpine3.20+build{d4}"),
  phone: (random) => random.fill("+1-202-555-01{d2}"),
  locale: () => "en-US,en;q=0.9,ko-KR;q=0.8",
  "trace parent": (random) => random.fill("00-{h32}-{h16}-01"),
  coordinates: (random) => random.fill("52.{d6},13.{d6}"),
  host: (random) => random.fill("ip-10-0-{d2}-{d2}.eu-central-1.compute.internal"),
  "class name": () => "org.springframework.web.servlet.DispatcherServlet$1",
  words: () => "the-quick-brown-fox-jumps-over-the-lazy-dog",
  "public SSH key": (random) => random.fill("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{b43} me@laptop"),
  prices: (random) => random.fill("price_{a24}"),
  "Stripe id": (random) => random.fill("cus_{a14}"),
  "publishable key": (random) => random.fill("pk_live_{a24}"),
};

/** Members that contain them. */
const NAMES: readonly string[] = [
  "id",
  "uid",
  "ref",
  "etag",
  "checksum",
  "name",
  "location",
  "value",
  "note",
  "resource",
  "instance",
];

const VALUE_PLACES: Readonly<Record<string, (value: string, name: string) => Message>> = {
  JSON: (value, name) => ({ responseBody: aJson({ [name]: value, size: 3 }) }),
  "JSON list": (value) => ({ responseBody: aJson({ items: [value] }) }),
  "name and value": (value, name) => ({ responseBody: aJson([{ name, value }]) }),
  text: (value) => ({ responseBody: aText(`saw ${value} today\n`) }),
  log: (value, name) => ({ responseBody: aText(`2026-11-29 INFO ${name}=${value} ok\n`) }),
  XML: (value, name) => ({ responseBody: aText(`<a><${name}>${value}</${name}></a>`, "application/xml") }),
  header: (value) => ({ responseHeaders: [["X-Resource-Id", value]] }),
  "other header": (value) => ({ requestHeaders: [["X-Context", value]] }),
};

const text = (bytes: string, type?: string): Message => ({ responseBody: aText(bytes, type) });

/** Whole messages, a part of which must stay. */
const MESSAGES: Readonly<Record<string, { readonly message: Message; readonly keeps: readonly string[] }>> = {
  ":path": {
    message: {
      path: "/static/js/chunk-1.js",
      requestHeaders: [
        [":path", "/static/js/chunk-1.js"],
        [":method", "GET"],
      ],
      isFileOnly: true,
    },
    keeps: ["/static/js/chunk-1.js"],
  },
  ":path with a query": {
    message: {
      path: "/api/v1/customers/search?page=2&sort=name",
      requestHeaders: [
        [":path", "/api/v1/customers/search?page=2&sort=name"],
        [":authority", "api.example"],
      ],
      isFileOnly: true,
    },
    keeps: ["/api/v1/customers/search?page=2&sort=name"],
  },
  ...Object.fromEntries(
    [
      "X-Forwarded-Uri",
      "X-Envoy-Original-Path",
      "X-Original-URL",
      "X-Original-Path",
      "X-Route",
      "X-Matched-Path",
      "X-Rewrite-Url",
    ].map((name) => [
      name,
      {
        message: { path: "/v1/books/7/reviews2024", requestHeaders: [[name, "/v1/books/7/reviews2024"]] as const },
        keeps: ["/v1/books/7/reviews2024"],
      },
    ]),
  ),
  "a header that repeats the media type": {
    message: {
      requestHeaders: [["X-Body-Kind", "application/vnd.shop.order.v2+json"]],
      responseBody: aJson({ a: 1 }, "application/vnd.shop.order.v2+json"),
    },
    keeps: ["application/vnd.shop.order.v2+json"],
  },
  "a header that repeats a host": {
    message: { requestHeaders: [["X-Upstream", "api-v2.internal.shop2024.example"]] },
    keeps: ["api-v2.internal.shop2024.example"],
  },
  "Content-Security-Policy": {
    message: {
      responseHeaders: [
        [
          "Content-Security-Policy",
          "default-src 'self'; script-src 'nonce-rAnd0m123abcXYZ' 'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='",
        ],
      ],
    },
    keeps: ["nonce-rAnd0m123abcXYZ", "sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8="],
  },
  ETag: { message: { responseHeaders: [["ETag", 'W/"5f3a-18b2c9d4e7f"']] }, keeps: ["5f3a-18b2c9d4e7f"] },
  "script with integrity": {
    message: text(
      '<html><script src="/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin></script></html>',
      "text/html",
    ),
    keeps: ["sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"],
  },
  "image in a data: URL": {
    message: json({
      icon: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    }),
    keeps: ["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="],
  },
  image: {
    message: {
      responseBody: {
        type: "image/png",
        bytes: Buffer.from(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
          "base64",
        ),
      },
    },
    keeps: ["iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"],
  },
  "public key": {
    message: text(
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n-----END PUBLIC KEY-----\n",
    ),
    keeps: ["MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo"],
  },
  certificate: {
    message: json({
      ca: "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----\n",
    }),
    keeps: ["MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ"],
  },
  "certificate in kubeconfig": {
    message: text(
      `clusters:\n- cluster:\n    certificate-authority-data: ${Buffer.from("-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq\n").toString("base64")}\n`,
    ),
    keeps: [Buffer.from("-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq\n").toString("base64")],
  },
  JWKS: {
    message: json({
      keys: [
        {
          kty: "RSA",
          kid: "abc123DEF456ghi",
          use: "sig",
          alg: "RS256",
          n: "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0",
          e: "AQAB",
        },
      ],
    }),
    keeps: ["u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0", "abc123DEF456ghi", "AQAB"],
  },
  "prose of tokens": {
    message: text(
      "The token is issued by Keystone v3api. A password is required; the secret is 12 characters long. Use --password PASSWORD.\n",
    ),
    keeps: [
      "The token is issued by Keystone v3api. A password is required; the secret is 12 characters long. Use --password PASSWORD.",
    ],
  },
  "prose in JSON": {
    message: json({
      error: { code: 401, message: "The token has expired; ask for a new access_token with your refresh_token." },
    }),
    keeps: ["The token has expired; ask for a new access_token with your refresh_token."],
  },
  "token counts": {
    message: json({ usage: { total_tokens: 123456, max_tokens: 4096 }, token_type: "Bearer" }),
    keeps: ["123456", "4096", "Bearer"],
  },
  paging: {
    message: json({ next_page_token: "c29tZS1wYWdlLW9mLWEtbGlzdA", continuation: "abc" }),
    keeps: ["c29tZS1wYWdlLW9mLWEtbGlzdA"],
  },
  discovery: {
    message: json({
      token_endpoint: "https://h/token",
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
      jwks_uri: "https://h/jwks",
    }),
    keeps: ["https://h/token", "client_secret_basic", "https://h/jwks"],
  },
  "labels and values": {
    message: json([
      { label: "colour", value: "blue42" },
      { id: "size", value: "large1" },
      { k: "region", v: "eu-central-1" },
    ]),
    keeps: ["blue42", "large1", "eu-central-1"],
  },
  "JSON Patch": {
    message: json([
      { op: "replace", path: "/driver_info/ipmi_address", value: "10.0.0.12" },
      { op: "add", path: "/name", value: "node-12a" },
    ]),
    keeps: ["10.0.0.12", "node-12a"],
  },
  "a schema": {
    message: json({
      properties: { password: { type: "string", description: "At least 8 characters" }, token: { type: "string" } },
    }),
    keeps: ["At least 8 characters"],
  },
  "not sensitive": {
    message: json({ outputs: { url: { sensitive: false, type: "string", value: "node12-app" } } }),
    keeps: ["node12-app"],
  },
  form: {
    message: { method: "POST", requestBody: aForm({ q: "R&D 2024", page: "2", state: "ACTIVE", code: "404" }) },
    keeps: ["page=2", "state=ACTIVE", "code=404"],
  },
  "server action": {
    message: { path: "/v2.1/servers/detail?limit=1000&sort_key=created_at&changes-since=2026-11-29T00%3A00%3A00Z" },
    keeps: ["limit=1000&sort_key=created_at"],
  },
  "base64 of prose": {
    message: json({ content: Buffer.from("# Title\n\nHow to reset your password and a secret.\n").toString("base64") }),
    keeps: [Buffer.from("# Title\n\nHow to reset your password and a secret.\n").toString("base64")],
  },
  "minified script": {
    message: text(
      'function f(){const t=getToken();this.password=e||"";var key="abc1234";return{auth:n.basicAuth,token:t}}',
      "application/javascript",
    ),
    keeps: ["const t=getToken()", "auth:n.basicAuth"],
  },
  "sign-in form": {
    message: text(
      '<html><form><label>Password</label><input type="password" name="password" value=""></form></html>',
      "text/html",
    ),
    keeps: ['<input type="password" name="password" value="">'],
  },
  GraphQL: {
    message: {
      method: "POST",
      requestBody: aJson({
        query: "query($id: ID!) { user(id: $id) { apiKeys { id } } }",
        variables: { id: "VXNlcjoxMjM0NTY3" },
      }),
    },
    keeps: ["VXNlcjoxMjM0NTY3"],
  },
  WebAssembly: {
    message: {
      responseBody: {
        type: "application/wasm",
        bytes: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
      },
    },
    keeps: ["AGFzbQEAAAABAgMEBQYHCA=="],
  },
  "log of a build": {
    message: text(
      "#12 sha256:9faa6fd5b254418480c066b7c062315e9faa6fd5b254418480c066b7c062315e 3.2MB done\nStep 3/9 : ENV NODE_VERSION 20.11.1\n",
    ),
    keeps: ["sha256:9faa6fd5b254418480c066b7c062315e9faa6fd5b254418480c066b7c062315e", "ENV NODE_VERSION 20.11.1"],
  },
  "Kubernetes ConfigMap": {
    message: json({ kind: "ConfigMap", data: { mode: "fast-12", "a.conf": "x=1" } }),
    keeps: ["fast-12", "x=1"],
  },
  "secret metadata": {
    message: json({
      kind: "Secret",
      metadata: { name: "db-secret-1", uid: "9faa6fd5-b254-4184-80c0-66b7c062315e" },
      type: "Opaque",
    }),
    keeps: ["db-secret-1", "9faa6fd5-b254-4184-80c0-66b7c062315e", "Opaque"],
  },
};

export function createDecoys(seed: string): Decoy[] {
  const values = Object.entries(VALUES).flatMap(([kind, make]) =>
    Object.entries(VALUE_PLACES).map(([place, put]) => {
      const random = createRandom(`${seed}/${kind}/${place}`);
      const value = make(random);
      return {
        kind: "values",
        name: `${kind} in ${place}`,
        messages: [put(value, random.pick(NAMES))],
        keeps: [value],
      };
    }),
  );
  const messages = Object.entries(MESSAGES).map(([name, { message, keeps }]) => ({
    kind: "messages",
    name,
    messages: [message],
    keeps,
  }));
  return [...values, ...messages];
}
