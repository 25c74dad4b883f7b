import { type Message, type Plant, aJson, aText, tracesOf } from "./plant.ts";
import { type Random, createRandom } from "./random.ts";

/** Secrets in headers, cookies, and the parts of a URL, under the names that standards and services give them. */
const PLACES: Readonly<Record<string, (secret: string) => Message>> = {
  ...Object.fromEntries(
    [
      "X-Auth-Token",
      "X-Subject-Token",
      "X-Service-Token",
      "X-Storage-Token",
      "X-Auth-Key",
      "X-Api-Key",
      "Api-Key",
      "apikey",
      "X-Amz-Security-Token",
      "X-Csrf-Token",
      "X-Xsrf-Token",
      "X-Goog-Api-Key",
      "Ocp-Apim-Subscription-Key",
      "X-Vault-Token",
      "Private-Token",
      "Job-Token",
      "X-Gitlab-Token",
      "X-Shopify-Access-Token",
      "X-Functions-Key",
      "X-Hub-Signature-256",
      "X-Session-Id",
      "X-Account-Meta-Temp-URL-Key",
      "DD-API-KEY",
      "X-Refresh-Token",
      "X-Client-Secret",
      "X-Device-Token",
    ].map((name) => [`header ${name}`, (secret: string): Message => ({ requestHeaders: [[name, secret]] })]),
  ),
  ...Object.fromEntries(
    ["Bearer", "Token", "Basic", "token", "GoogleLogin", "ApiKey", "Digest", "DPoP", "SharedKey"].map((scheme) => [
      `Authorization ${scheme}`,
      (secret: string): Message => ({ requestHeaders: [["Authorization", authorize(scheme, secret)]] }),
    ]),
  ),
  "X-Upstream-Auth-Info": (secret) => ({
    requestHeaders: [["X-Upstream-Auth-Info", `Basic ${Buffer.from(`svc:${secret}`).toString("base64")}`]],
  }),
  "X-Forwarded-Authorization": (secret) => ({ requestHeaders: [["X-Forwarded-Authorization", `Bearer ${secret}`]] }),
  "an unknown header": (secret) => ({ requestHeaders: [["X-Upstream", `Bearer ${secret}`]] }),
  "WebSocket protocol": (secret) => ({ requestHeaders: [["Sec-WebSocket-Protocol", `access_token, ${secret}`]] }),
  cookie: (secret) => ({ requestHeaders: [["Cookie", `theme=dark; session=${secret}`]] }),
  "cookie that is set": (secret) => ({ responseHeaders: [["Set-Cookie", `sid=${secret}; Path=/; HttpOnly`]] }),
  "two cookies in one line": (secret) => ({ responseHeaders: [["Set-Cookie", `a=1; Path=/, sid=${secret}; Path=/`]] }),
  Location: (secret) => ({ responseHeaders: [["Location", `https://app.example/cb?access_token=${secret}`]] }),
  "Location, fragment": (secret) => ({ responseHeaders: [["Location", `https://app.example/cb#id_token=${secret}`]] }),
  Referer: (secret) => ({ requestHeaders: [["Referer", `https://app.example/?reset_token=${secret}`]] }),
  Link: (secret) => ({ responseHeaders: [["Link", `</next?token=${secret}>; rel="next"`]] }),
  "X-Original-URL": (secret) => ({ requestHeaders: [["X-Original-URL", `/x?token=${secret}`]] }),
  "JSON in a header": (secret) => ({ requestHeaders: [["X-Meta", JSON.stringify({ password: secret })]] }),
  ...Object.fromEntries(
    [
      "access_token",
      "token",
      "api_key",
      "password",
      "client_secret",
      "sig",
      "X-Amz-Signature",
      "X-Amz-Credential",
      "temp_url_sig",
      "temp-url-key",
      "auth_key",
      "code_verifier",
      "otp",
      "jwt",
      "secret",
      "session_token",
      "AWSAccessKeyId",
      "apiKey",
      "passwd",
    ].map((name) => [`query ${name}`, (secret: string): Message => ({ path: `/x?a=1&${name}=${secret}&b=2` })]),
  ),
  "sign-in code": (secret) => ({ path: `/cb?code=${secret}&state=st${secret}&client_id=web` }),
  "query, JSON inside": (secret) => ({ path: `/x?filter=${encodeURIComponent(JSON.stringify({ token: secret }))}` }),
  "query, URL inside": (secret) => ({ path: `/x?next=${encodeURIComponent(`https://h/?token=${secret}`)}` }),
  "path /reset/": (secret) => ({ path: `/reset/${secret}` }),
  "path /token/": (secret) => ({ path: `/v1/token/${secret}` }),
  "path parameter": (secret) => ({ path: `/a;jsessionid=${secret}/b` }),
  noVNC: (secret) => ({
    responseBody: aJson({ console: { type: "novnc", url: `http://h:6080/vnc_lite.html?path=%3Ftoken%3D${secret}` } }),
  }),
  "user information in the URL": (secret) => ({ path: `https://app:${secret}@api.example/x`, isFileOnly: true }),
  fragment: (secret) => ({ path: `https://api.example/#access_token=${secret}&x=1`, isFileOnly: true }),
  ...Object.fromEntries(
    [
      "postgres",
      "postgresql",
      "mysql",
      "mongodb+srv",
      "redis",
      "rediss",
      "amqp",
      "ldap",
      "smtp",
      "mssql",
      "clickhouse",
    ].map((scheme) => [
      `${scheme} URL`,
      (secret: string): Message => ({ responseBody: aJson({ dsn: `${scheme}://joe:${secret}@db.internal:1234/app` }) }),
    ]),
  ),
  "redis URL without a user": (secret) => ({ responseBody: aJson({ url: `redis://:${secret}@cache:6379/0` }) }),
  "URL in a log": (secret) => ({ responseBody: aText(`cloning https://joe:${secret}@git.example/a.git\n`) }),
};

function authorize(scheme: string, secret: string): string {
  if (scheme === "Basic") return `Basic ${Buffer.from(`svc:${secret}`).toString("base64")}`;
  if (scheme === "Digest") return `Digest username="joe", realm="r", nonce="n1", uri="/x", response="${secret}"`;
  if (scheme === "SharedKey") return `SharedKey account:${secret}`;
  return `${scheme} ${scheme === "GoogleLogin" ? "auth=" : ""}${secret}`;
}

export function plantHeaders(seed: string): Plant[] {
  return Object.entries(PLACES).flatMap(([place, put]) =>
    [0, 1].map((round) => {
      const secret = createSecret(createRandom(`${seed}/${place}/${round}`));
      return {
        kind: "headers and URLs",
        name: `${place} (${round})`,
        messages: [put(secret)],
        traces: tracesOf(secret),
      };
    }),
  );
}

/** Letters and digits, which are valid in a header, a cookie, and a URL. */
export function createSecret(random: Random): string {
  return `k${random.fill(random.pick(["{a14}4{a4}", "{a24}7{A3}", "{l10}9{l4}"]))}z`;
}
