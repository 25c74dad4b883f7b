import { gzipSync } from "node:zlib";

import { toCbor, toMessagePack } from "./binary-notations.ts";
import { CARRIERS } from "./carriers.ts";
import { form, json, sent, text } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";
import { TEXTS_OF_COUSINS } from "./texts-of-cousins.ts";

type Place = (secret: string) => Message;

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const b64url = (text: string): string => Buffer.from(text).toString("base64url");
const uri = encodeURIComponent;
const later: Message = { status: 206, responseHeaders: [["Content-Range", "bytes 17-60/61"]] };
const cut = (written: string): Message => file({ responseBody: aText(written), stated: { text: written, size: 9000 } });
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });
const file = (message: Message): Message => ({ ...message, isFileOnly: true });
const multipart = (...parts: readonly string[]): Message =>
  sent(`${parts.map((part) => `--B\r\n${part}\r\n`).join("")}--B--\r\n`, "multipart/form-data; boundary=B");
const jwt = (s: string): string => `${b64url('{"alg":"HS256"}')}.${b64url('{"sub":"joe"}')}.${s.padEnd(43, "x")}`;
const qp = (text: string): string =>
  text.replaceAll(/[^A-Za-z\d\n ]/g, (c) => `=${Buffer.from(c).toString("hex").toUpperCase()}`);

/** Headers, bodies, URLs, and encodings in addition to those of the other tables; written on 2026-11-30 without knowledge of the rules. */
const PLACES: Readonly<Record<string, Place>> = {
  // Headers.
  "header of IAM": (s) => asks("X-Goog-IAM-Authorization-Token", s),
  "header of IAP": (s) => asks("X-Goog-IAP-JWT-Assertion", jwt(s)),
  "header amz security": (s) => asks("X-Amz-Security-Token", s),
  "header of SigV4": (s) =>
    asks(
      "Authorization",
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261130/eu/s3/aws4_request, SignedHeaders=host, Signature=${s}`,
    ),
  "header of SigV4a": (s) =>
    asks("Authorization", `AWS4-ECDSA-P256-SHA256 Credential=A/20261130/s3/aws4_request, Signature=${s}`),
  "header of a shared key": (s) => asks("Authorization", `SharedKey account:${b64(s)}`),
  "header of SAS": (s) => asks("Authorization", `SharedAccessSignature sr=h&sig=${uri(b64(s))}&se=1&skn=k`),
  "header of Digest": (s) =>
    asks("Authorization", `Digest username="joe", realm="r", nonce="n1", uri="/", response="${s}"`),
  "header of Negotiate": (s) => asks("Authorization", `Negotiate ${b64(s + s)}`),
  "header of a challenge": (s) => says("WWW-Authenticate", `Digest realm="r", nonce="${s}", qop="auth"`),
  "header of two challenges": (s) =>
    says("WWW-Authenticate", `Basic realm="r", Digest realm="r", opaque="${s}", nonce="n"`),
  "header of authentication info": (s) => says("Authentication-Info", `nextnonce="${s}", rspauth="${s}a"`),
  "header of DPoP": (s) => asks("DPoP", jwt(s)),
  "header of a DPoP nonce": (s) => says("DPoP-Nonce", s),
  "header of Signature": (s) => asks("Signature", `sig1=:${b64(s)}:`),
  "header of Signature (draft)": (s) =>
    asks("Authorization", `Signature keyId="k",algorithm="hmac-sha256",signature="${b64(s)}"`),
  "header of vapid": (s) => asks("Authorization", `vapid t=${jwt(s)}, k=BNc`),
  "header of WSSE": (s) =>
    asks(
      "X-WSSE",
      `UsernameToken Username="joe", PasswordDigest="${b64(s)}", Nonce="bm9uY2U=", Created="2026-11-30T10:00:00Z"`,
    ),
  "header of OAuth 1": (s) =>
    asks("Authorization", `OAuth oauth_consumer_key="k", oauth_token="${s}", oauth_signature="${uri(b64(s))}"`),
  "header of a client certificate": (s) => asks("X-Vault-Token", s),
  "header of Vault's wrap": (s) => says("X-Vault-Wrap-Token", s),
  "header of Consul": (s) => asks("X-Consul-Token", s),
  "header of Nomad": (s) => asks("X-Nomad-Token", s),
  "header of Plex": (s) => asks("X-Plex-Token", s),
  "header of Emby": (s) => asks("X-Emby-Authorization", `MediaBrowser Client="c", Token="${s}"`),
  "header of Tableau": (s) => asks("X-Tableau-Auth", s),
  "header of Shopify": (s) => asks("X-Shopify-Access-Token", s),
  "header of Parse": (s) => asks("X-Parse-Master-Key", s),
  "header of Hasura": (s) => asks("X-Hasura-Admin-Secret", s),
  "header of Algolia": (s) => asks("X-Algolia-API-Key", s),
  "header of Splunk": (s) => asks("Authorization", `Splunk ${s}`),
  "header of Okta": (s) => asks("Authorization", `SSWS ${s}`),
  "header of GenieKey": (s) => asks("Authorization", `GenieKey ${s}`),
  "header without scheme": (s) => asks("Authorization", s),
  "header with a colon": (s) => asks("Authorization", `Bearer: ${s}`),
  "header of a scheme and pairs": (s) => asks("Authorization", `MAC id="i", ts="1", nonce="n", mac="${b64(s)}"`),
  "header of a scheme with key": (s) => asks("Authorization", `key=${s}`),
  "header scheme twice": (s) => asks("Authorization", `Bearer Bearer ${s}`),
  "header of a proxy": (s) => asks("Proxy-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "header forwarded": (s) => asks("X-Forwarded-Authorization", `Bearer ${s}`),
  "header original": (s) => asks("X-Original-Authorization", `Basic ${b64(`joe:${s}`)}`),
  "header of a webhook": (s) => asks("X-Hub-Signature-256", `sha256=${s}`),
  "header of Stripe": (s) => asks("Stripe-Signature", `t=1796000000,v1=${s},v0=${s}0`),
  "header of Slack": (s) => asks("X-Slack-Signature", `v0=${s}`),
  "header of Twilio": (s) => asks("X-Twilio-Signature", b64(s)),
  "header of GitLab's hook": (s) => asks("X-Gitlab-Token", s),
  "header of Telegram's hook": (s) => asks("X-Telegram-Bot-Api-Secret-Token", s),
  "header of Svix": (s) => asks("Webhook-Signature", `v1,${b64(s)}`),
  "header cookie": (s) => asks("Cookie", `a=1; session=${s}; theme=dark`),
  "header cookie in quotes": (s) => asks("Cookie", `$Version=1; sid="${s}"; $Path="/"`),
  "header Set-Cookie": (s) => says("Set-Cookie", `__Host-id=${s}; Path=/; Secure; HttpOnly; Partitioned`),
  "header Set-Cookie of JSON": (s) => says("Set-Cookie", `auth=${uri(JSON.stringify({ token: s }))}; Path=/`),
  "header Set-Cookie of base64": (s) => says("Set-Cookie", `st=${b64(JSON.stringify({ access_token: s }))}; Path=/`),
  "header Set-Cookie with a signature": (s) => says("Set-Cookie", `connect.sid=s%3Aabc.${s}; Path=/`),
  "header Location": (s) => says("Location", `https://app.example/cb?code=${s}&state=x1`),
  "header Location fragment": (s) => says("Location", `/cb#id_token=${jwt(s)}&state=1`),
  "header Location user": (s) => says("Location", `https://joe:${s}@h.example/`),
  "header Refresh": (s) => says("Refresh", `5; url=/login?session_token=${s}`),
  "header Link": (s) => says("Link", `</a?api_key=${s}>; rel="next", </b>; rel="last"`),
  "header Content-Location": (s) => says("Content-Location", `/f?sig=${s}`),
  "header Referer": (s) => asks("Referer", `https://h.example/reset?token=${s}`),
  "header Origin": (s) => asks("Origin", `https://joe:${s}@h.example`),
  "header SourceMap": (s) => says("SourceMap", `/m.map?access_token=${s}`),
  "header Report-To": (s) => says("Report-To", `{"group":"g","endpoints":[{"url":"https://r.example/?token=${s}"}]}`),
  "header Reporting-Endpoints": (s) => says("Reporting-Endpoints", `default="https://r.example/?apikey=${s}"`),
  "header NEL": (s) => says("NEL", `{"report_to":"g","auth_token":"${s}"}`),
  "header CSP report": (s) =>
    says("Content-Security-Policy", `default-src 'self'; report-uri https://r.example/?sentry_key=a&token=${s}`),
  "header of JSON": (s) => asks("X-Context", JSON.stringify({ user: "joe", accessToken: s })),
  "header of base64 JSON": (s) => asks("X-User-Context", b64(JSON.stringify({ user: "joe", password: s }))),
  "header of a form": (s) => asks("X-Params", `user=joe&password=${s}`),
  "header of gRPC": (s) => asks("X-Session-Bin", b64(s)),
  "header of gRPC token": (s) => asks("Auth-Token-Bin", b64(`token:${s}`)),
  "header of WebSocket": (s) => asks("Sec-WebSocket-Protocol", `v1.json, bearer.${s}`),
  "header of WebSocket (Kubernetes)": (s) =>
    asks("Sec-WebSocket-Protocol", `base64url.bearer.authorization.k8s.io.${b64url(s)}`),
  "header Via names": (s) => asks("X-Authenticated-Userid-Token", s),
  "header baggage": (s) => asks("Baggage", `user=joe,api_token=${s}`),
  "header tracestate": (s) => asks("Tracestate", `vendor=abc,auth_token=${s}`),
  "header From": (s) => asks("User-Agent", `app/1.0 (token=${s})`),
  "header warning": (s) => says("Warning", `199 - "api_key=${s} is deprecated"`),
  "header Server-Timing": (s) => says("Server-Timing", `auth;desc="token=${s}";dur=1`),
  "header SOAPAction": (s) => asks("SOAPAction", `"urn:login?password=${s}"`),
  "header Content-Disposition": (s) => says("Content-Disposition", `attachment; filename="dump?token=${s}"`),
  "header in other case": (s) => asks("x-AUTH-tOkEn", s),
  "header with underscores": (s) => asks("X_API_KEY", s),
  "header in Spanish": (s) => asks("X-Contrasena", s),
  "header of a device": (s) => asks("X-Device-Secret", s),
  "header user and pass": (s) => asks("X-User-Pass", `joe:${s}`),
  // URLs.
  "query in an array": (s) => ({ path: `/x?filter[token]=${s}&a=1` }),
  "query of JSON": (s) => ({ path: `/x?q=${uri(JSON.stringify({ a: 1, secret: s }))}` }),
  "query with semicolons": (s) => ({ path: `/x?a=1;password=${s};b=2` }),
  "query in capitals": (s) => ({ path: `/x?APIKEY=${s}` }),
  "query escaped name": (s) => ({ path: `/x?api%5Fkey=${s}` }),
  "query escaped wholly": (s) => ({ path: `/x?%70%61%73%73%77%6f%72%64=${s}` }),
  "query twice escaped": (s) => ({ path: `/x?next=${uri(`/y?next=${uri(`/z?token=${s}`)}`)}` }),
  "query of S3": (s) => ({
    path: `/b/k?X-Amz-Credential=A%2F20261130&X-Amz-Signature=${s}&X-Amz-Security-Token=${s}t`,
  }),
  "query of GCS v2": (s) => ({ path: `/b/k?GoogleAccessId=a&Expires=1&Signature=${uri(b64(s))}` }),
  "query of SAS": (s) => ({ path: `/c/b?sv=2022-11-02&sig=${uri(b64(s))}` }),
  "query of OSS": (s) => ({ path: `/o?OSSAccessKeyId=LTAI&Signature=${uri(b64(s))}` }),
  "query of COS": (s) => ({ path: `/o?q-ak=AKID&q-signature=${s}` }),
  "query of JSONP": (s) => ({ path: `/x?callback=cb&authToken=${s}` }),
  "query of Firebase": (s) => ({ path: `/users.json?auth=${s}` }),
  "query of Akamai": (s) => ({ path: `/v.m3u8?hdnts=exp=1~acl=/*~hmac=${s}` }),
  "query of a ticket": (s) => ({ path: `/websocket?ticket=${s}${b64url(s)}` }),
  "path with a token": (s) => ({ path: `/api/token/${s}/x` }),
  "path with a matrix parameter": (s) => ({ path: `/x;jsessionid=${s}/y` }),
  "path of a bot": (s) => ({ path: `/bot123456789:${"A".repeat(2)}${s.padEnd(33, "x").slice(0, 33)}/getMe` }),
  "path of a reset": (s) => ({ path: `/users/password/reset/${s}` }),
  "path of an invite": (s) => ({ path: `/invite/${s}` }),
  "path of a webhook": (s) => ({ path: `/hooks/${s}${b64url(s)}` }),
  "path escaped": (s) => ({ path: `/proxy/${uri(`https://joe:${s}@h.example/`)}` }),
  "absolute path": (s) => file({ path: `http://joe:${s}@h.example/x` }),
  "fragment of a HAR": (s) => file({ path: `https://h.example/cb#access_token=${s}` }),
  // Forms and parts.
  "form in Spanish": (s) => form({ usuario: "joe", contraseña: s }),
  "form with brackets": (s) => form({ "user[password]": s, "user[name]": "joe" }),
  "form with dots": (s) => form({ "credentials.secret": s }),
  "form of ASP": (s) => form({ ctl00$Main$txtPassword: s, __VIEWSTATE: "x" }),
  "form of Rails": (s) => form({ authenticity_token: s, commit: "ok" }),
  "form of Django": (s) => form({ csrfmiddlewaretoken: s }),
  "form of OAuth": (s) => form({ grant_type: "password", username: "joe", password: s }),
  "form of OAuth code": (s) => form({ grant_type: "authorization_code", code: s, redirect_uri: "x" }),
  "form of a client": (s) => form({ client_id: "a", client_secret: s }),
  "form of an assertion": (s) => form({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: jwt(s) }),
  "form of a device": (s) => form({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: s }),
  "form of a token exchange": (s) => form({ subject_token: s, subject_token_type: "x" }),
  "form of a card": () => form({ card_number: "4111111111111234", cvc: "987" }),
  "form of SAML": (s) => form({ SAMLResponse: b64(`<a><b>${s}</b></a>`), RelayState: "x" }),
  "form of JSON in JSON": (s) => form({ payload: JSON.stringify({ body: JSON.stringify({ apiKey: s }) }) }),
  "form of XML": (s) => form({ xml: `<r><Password>${s}</Password></r>` }),
  "form of base64": (s) => form({ data: b64(JSON.stringify({ user: "joe", secret: s })) }),
  "form in text/plain": (s) => sent(`user=joe\r\npassword=${s}\r\n`, "text/plain"),
  "form without a type": (s) => sent(`user=joe&password=${s}`, ""),
  "form called JSON": (s) => sent(`user=joe&password=${s}`, "application/json"),
  "part of a form": (s) => multipart(`Content-Disposition: form-data; name="password"\r\n\r\n${s}`),
  "part with a charset": (s) =>
    multipart(`Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n${s}`),
  "part in base64": (s) =>
    multipart(
      `Content-Disposition: form-data; name="note"\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(`password=${s}`)}`,
    ),
  "part in quoted-printable": (s) =>
    multipart(
      `Content-Disposition: form-data; name="note"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\npassword=3D${s}`,
    ),
  "part of JSON": (s) =>
    multipart(`Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"secret":"${s}"}`),
  "part of a file": (s) =>
    multipart(`Content-Disposition: form-data; name="f"; filename=".env"\r\n\r\nAPI_TOKEN=${s}\n`),
  "part of a file in CSV": (s) =>
    multipart(
      `Content-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nuser,password\njoe,${s}\n`,
    ),
  "part with an extended name": (s) => multipart(`Content-Disposition: form-data; name*=UTF-8''pass%77ord\r\n\r\n${s}`),
  "part with a bare name": (s) => multipart(`Content-Disposition: form-data; name=password\r\n\r\n${s}`),
  "part in Korean": (s) => multipart(`Content-Disposition: form-data; name="비밀번호"\r\n\r\n${s}`),
  "part nested": (s) =>
    multipart(
      `Content-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\nContent-Disposition: form-data; name="token"\r\n\r\n${s}\r\n--C--`,
    ),
  "part of an HTTP request": (s) =>
    sent(
      `--B\r\nContent-Type: application/http\r\n\r\nGET /x HTTP/1.1\r\nAuthorization: Bearer ${s}\r\n\r\n\r\n--B--\r\n`,
      "multipart/mixed; boundary=B",
    ),
  "part of a related upload": (s) =>
    sent(
      `--B\r\nContent-Type: application/json\r\n\r\n{"clientSecret":"${s}"}\r\n--B--\r\n`,
      "multipart/related; boundary=B",
    ),
  mail: (s) =>
    sent(
      `From: a@h.example\r\nSubject: reset\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nhttps://h.example/reset?token=3D${s}\r\n`,
      "message/rfc822",
    ),
  // JSON.
  "JSON pwd1": (s) => json({ pwd1: s, pwd2: s }),
  "JSON userPass": (s) => json({ userPass: s }),
  "JSON in Korean": (s) => json({ 비밀번호: s }),
  "JSON in Russian": (s) => json({ парольПользователя: s }),
  "JSON in Spanish": (s) => json({ contraseña_nueva: s }),
  "JSON in French": (s) => json({ motDePasse: s, mot_de_passe_confirmation: s }),
  "JSON in Polish": (s) => json({ haslo_uzytkownika: s, hasło: s }),
  "JSON in Dutch": (s) => json({ wachtwoordHerhaal: s }),
  "JSON in Swedish": (s) => json({ losenord: s }),
  "JSON in Persian": (s) => json({ "رمز عبور": s }),
  "JSON in Ukrainian": (s) => json({ секретний_ключ: s }),
  "JSON in Bulgarian": (s) => json({ парола: s }),
  "JSON in Croatian": (s) => json({ lozinka: s }),
  "JSON in Catalan": (s) => json({ contrasenya: s }),
  "JSON in Slovenian": (s) => json({ geslo: s }),
  "JSON in Estonian": (s) => json({ parool: s, salasõna: s }),
  "JSON in Lithuanian": (s) => json({ slaptažodis: s }),
  "JSON in Icelandic": (s) => json({ lykilorð: s }),
  "JSON in Welsh": (s) => json({ cyfrinair: s }),
  "JSON in Malay": (s) => json({ kata_laluan: s }),
  "JSON in Swahili": (s) => json({ nenosiri: s }),
  "JSON in Filipino": (s) => json({ kontrasenyas: s }),
  "JSON in Bengali": (s) => json({ পাসওয়ার্ড: s }),
  "JSON in Tamil": (s) => json({ கடவுச்சொல்: s }),
  "JSON in Georgian": (s) => json({ პაროლი: s }),
  "JSON in Armenian": (s) => json({ գաղտնաբառ: s }),
  "JSON in Chinese secret": (s) => json({ 秘钥: s, 访问令牌: s }),
  "JSON in Japanese key": (s) => json({ アクセスキー: s, 認証トークン: s }),
  "JSON kebab": (s) => json({ "private-token": s }),
  "JSON train": (s) => json({ "Access-Token": s }),
  "JSON Hungarian notation": (s) => json({ strPassword: s, szToken: s }),
  "JSON abbreviations": (s) => json({ pswd: s, passwrd: s }),
  "JSON passkey": (s) => json({ passKey: s }),
  "JSON pass code": (s) => json({ pass_code: s, accessCode: s }),
  "JSON authCode": (s) => json({ authCode: s, authorizationCode: s }),
  "JSON credentials pair": (s) => json({ credentials: { username: "joe", value: s } }),
  "JSON client key": (s) => json({ clientKey: s, serverSecretKey: s }),
  "JSON session key": (s) => json({ sessKey: s, session_key: s }),
  "JSON signing": (s) => json({ signingSecret: s, signing_secret_v2: s }),
  "JSON encryption": (s) => json({ encryption_key: s, aesKey: s, cipherKey: s }),
  "JSON salt": (s) => json({ pepper: s, jwtSecretKey: s }),
  "JSON smtp": (s) => json({ smtp: { host: "h", user: "joe", pass: s } }),
  "JSON ftp": (s) => json({ ftpPw: s, sftp_pwd: s }),
  "JSON api credentials": (s) => json({ apiCredential: s, api_creds: { id: "x", key: s } }),
  "JSON webhook secret": (s) => json({ webhook: { url: "https://h.example/x", secret: s } }),
  "JSON bearer": (s) => json({ bearerToken: s, authHeader: `Bearer ${s}` }),
  "JSON header list": (s) => json({ headers: [{ name: "Authorization", value: `Bearer ${s}` }] }),
  "JSON header map of lists": (s) => json({ headers: { "X-Api-Key": [s] } }),
  "JSON raw headers": (s) => json({ rawHeaders: ["Host", "h", "X-Auth-Token", s] }),
  "JSON header lines": (s) => json({ headers: `Host: h\r\nX-Auth-Token: ${s}\r\n` }),
  "JSON cookies": (s) => json({ cookies: { sid: s } }),
  "JSON cookie jar": (s) => json([{ domain: "h", name: "SID", value: s, httpOnly: true }]),
  "JSON storage": (s) =>
    json({ origins: [{ origin: "https://h", localStorage: [{ name: "access_token", value: s }] }] }),
  "JSON GraphQL variables": (s) => ({
    method: "POST",
    requestBody: aJson({ query: "mutation($p:String!){login(password:$p){id}}", variables: { p: s } }),
  }),
  "JSON GraphQL inline": (s) => ({
    method: "POST",
    requestBody: aJson({ query: `mutation { login(user: "joe", password: "${s}") { id } }` }),
  }),
  "JSON-RPC": (s) => ({
    method: "POST",
    requestBody: aJson({ jsonrpc: "2.0", id: 1, method: "auth.login", params: { user: "joe", password: s } }),
  }),
  "JSON-RPC of places": (s) => ({ method: "POST", requestBody: aJson({ method: "login", params: ["joe", s] }) }),
  "JSON patch": (s) => json([{ op: "replace", path: "/spec/adminPassword", value: s }]),
  "JSON pointer map": (s) => json({ "/db/password": s }),
  "JSON key value list": (s) => json({ env: [{ key: "DB_PASSWORD", val: s }] }),
  "JSON parameters": (s) => json({ Parameters: [{ ParameterKey: "DbPassword", ParameterValue: s }] }),
  "JSON tags": (s) => json({ Tags: [{ Key: "api-token", Value: s }] }),
  "JSON entries": (s) =>
    json([
      ["user", "joe"],
      ["password", s],
    ]),
  "JSON columns": (s) => json({ columns: ["user", "token"], rows: [["joe", s]] }),
  "JSON columns of objects": (s) => json({ fields: [{ name: "user" }, { name: "secret" }], data: [["joe", s]] }),
  "JSON Avro": (s) => json({ user: { string: "joe" }, password: { string: s } }),
  "JSON DynamoDB": (s) => json({ Item: { id: { S: "1" }, api_key: { S: s } } }),
  "JSON Firestore": (s) => json({ fields: { password: { stringValue: s } } }),
  "JSON Mongo extended": (s) => json({ token: { $binary: { base64: b64(s), subType: "00" } } }),
  "JSON Elasticsearch": (s) => json({ hits: { hits: [{ _source: { "user.password": s } }] } }),
  "JSON Kafka": (s) => json({ records: [{ key: "a", value: b64(JSON.stringify({ password: s })) }] }),
  "JSON SQS": (s) => json({ Messages: [{ Body: JSON.stringify({ Message: JSON.stringify({ apiKey: s }) }) }] }),
  "JSON Lambda": (s) => json({ body: b64(JSON.stringify({ token: s })), isBase64Encoded: true }),
  "JSON CloudEvents": (s) => json({ specversion: "1.0", data_base64: b64(JSON.stringify({ secret: s })) }),
  "JSON gzip in base64": (s) => json({ log: gzipSync(JSON.stringify({ password: s })).toString("base64") }),
  "JSON of a service account": (s) =>
    json({
      type: "service_account",
      private_key: `-----BEGIN PRIVATE KEY-----\n${b64(s + s + s)}\n-----END PRIVATE KEY-----\n`,
    }),
  "JSON of an SSH key": (s) =>
    json({ content: `-----BEGIN OPENSSH PRIVATE KEY-----\n${b64(s + s + s)}\n-----END OPENSSH PRIVATE KEY-----\n` }),
  "JSON of a DSA key": (s) =>
    json({ content: `-----BEGIN DSA PRIVATE KEY-----\n${b64(s + s + s)}\n-----END DSA PRIVATE KEY-----\n` }),
  "JSON of an encrypted key": (s) =>
    json({ content: `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${b64(s + s + s)}\n-----END ENCRYPTED PRIVATE KEY-----` }),
  "JSON of a PGP key": (s) =>
    json({
      content: `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n${b64(s + s + s)}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`,
    }),
  "JSON of a key in one line": (s) =>
    json({ content: `-----BEGIN RSA PRIVATE KEY----- ${b64(s + s + s)} -----END RSA PRIVATE KEY-----` }),
  "JSON of a JWK": (s) => json({ kty: "EC", crv: "P-256", x: "a", y: "b", d: s }),
  "JSON of a JWK set": (s) => json({ keys: [{ kty: "oct", k: s, alg: "HS256" }] }),
  "JSON of a key store": (s) => json({ pfx: b64(`0\x82${s}`), pfxPassword: s }),
  "JSON of a docker config": (s) => json({ auths: { "r.example": { auth: b64(`joe:${s}`) } } }),
  "JSON of a docker config in base64": (s) =>
    json({ ".dockerconfigjson": b64(JSON.stringify({ auths: { r: { username: "joe", password: s } } })) }),
  "JSON of kube Secret": (s) => json({ kind: "Secret", data: { tls: b64(s) } }),
  "JSON of a last applied annotation": (s) =>
    json({
      metadata: {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ kind: "Secret", stringData: { a: s } }),
        },
      },
    }),
  "JSON of a presigned POST": (s) =>
    json({
      url: "https://b.s3.example",
      fields: { key: "k", policy: b64("{}"), "x-amz-signature": s, "x-amz-security-token": s },
    }),
  "JSON of a policy": (s) => json({ policy: b64(JSON.stringify({ conditions: [{ "x-amz-security-token": s }] })) }),
  "JSON of STS": (s) =>
    json({ Credentials: { AccessKeyId: "ASIAIOSFODNN7EXAMPLE", SecretAccessKey: s, SessionToken: `${s}t` } }),
  "JSON of OIDC": (s) => json({ access_token: s, id_token: jwt(s), refresh_token: s, expires_in: 3600 }),
  "JSON of TOTP": (s) => json({ otpauth_url: `otpauth://totp/A:joe?secret=${s}`, backup_codes: [s.slice(0, 10)] }),
  "JSON of a login link": (s) => json({ loginUrl: `https://h.example/login?one_time_token=${s}` }),
  "JSON of an error": (s) => json({ error: `Invalid password "${s}" for user joe` }),
  "JSON of an SQL error": (s) =>
    json({ error: `duplicate: INSERT INTO users (name, password) VALUES ('joe', '${s}')` }),
  "JSON with a comment": (s) => text(`{\n  // the token\n  "token": "${s}",\n}\n`, "application/json"),
  JSON5: (s) => text(`{user: 'joe', password: '${s}',}`, "application/json5"),
  "JSON with single quotes": (s) => text(`{'user': 'joe', 'password': '${s}'}`, "application/json"),
  "JSON behind a guard": (s) => text(`)]}',\n{"token":"${s}"}`, "application/json"),
  "JSON behind a loop": (s) => text(`for(;;);{"csrf_token":"${s}"}`, "application/json"),
  JSONP: (s) => text(`/**/cb({"user":"joe","sessionToken":"${s}"});`, "application/javascript"),
  NDJSON: (s) => text(`{"a":1}\n{"b":{"client_secret":"${s}"}}\n`, "application/x-ndjson"),
  "JSON sequence": (s) => text(`\u001e{"a":1}\n\u001e{"password":"${s}"}\n`, "application/json-seq"),
  "JSON in UTF-16": (s) => ({
    responseBody: {
      type: "application/json; charset=utf-16le",
      bytes: Buffer.from(JSON.stringify({ password: s }), "utf16le"),
    },
  }),
  SSE: (s) => text(`event: login\ndata: {"token":"${s}"}\n\n`, "text/event-stream"),
  "SSE in lines": (s) => text(`data: {"user":"joe",\ndata: "password":\ndata: "${s}"}\n\n`, "text/event-stream"),
  "SSE in CR": (s) => text(`data: {"apiKey":"${s}"}\r\rdata: 1\r\r`, "text/event-stream"),
  "socket.io": (s) => text(`42["login",{"user":"joe","password":"${s}"}]`),
  SockJS: (s) => text(`a["{\\"token\\":\\"${s}\\"}"]`),
  SignalR: (s) => text(`{"type":1,"target":"Login","arguments":["joe",{"password":"${s}"}]}\u001e`),
  STOMP: (s) => text(`CONNECT\nlogin:joe\npasscode:${s}\n\n\u0000`),
  "GraphQL over WebSocket": (s) => json({ type: "connection_init", payload: { Authorization: `Bearer ${s}` } }),
  Phoenix: (s) => json(["1", "1", "room:1", "phx_join", { token: s }]),
  // XML.
  "XML in capitals": (s) => text(`<LOGIN><PASSWORD>${s}</PASSWORD></LOGIN>`, "text/xml"),
  "XML attribute pair": (s) => text(`<p name="api_key" value="${s}"/>`, "application/xml"),
  "XML-RPC": (s) =>
    text(
      `<methodCall><methodName>login</methodName><params><param><value><string>joe</string></value></param><param><value><string>${s}</string></value></param></params></methodCall>`,
      "text/xml",
    ),
  "XML-RPC struct": (s) =>
    text(`<struct><member><name>password</name><value><string>${s}</string></value></member></struct>`, "text/xml"),
  SOAP: (s) =>
    sent(
      `<s:Envelope xmlns:s="x"><s:Body><Login><user>joe</user><pass>${s}</pass></Login></s:Body></s:Envelope>`,
      "application/soap+xml",
    ),
  "HTML input": (s) => text(`<form><input name="csrf_token" type="hidden" value="${s}"></form>`, "text/html"),
  "HTML meta": (s) => text(`<meta content="${s}" name="csrf-token">`, "text/html"),
  "HTML data attribute": (s) => text(`<div id="a" data-api-key="${s}"></div>`, "text/html"),
  "HTML script": (s) => text(`<script>window.env={API_TOKEN:'${s}'}</script>`, "text/html"),
  "HTML JSON script": (s) =>
    text(`<script id="__NEXT_DATA__" type="application/json">{"props":{"accessToken":"${s}"}}</script>`, "text/html"),
  "HTML link": (s) => text(`<a href="https://h.example/unsubscribe?token=${s}&amp;a=1">x</a>`, "text/html"),
  "HTML entity": (s) => text(`<input value="${s}" type="password" name="p">`, "text/html"),
  SVG: (s) => text(`<svg xmlns="http://www.w3.org/2000/svg"><a href="/x?token=${s}"/></svg>`, "image/svg+xml"),
  // Bytes.
  MessagePack: (s) => ({
    responseBody: { type: "application/msgpack", bytes: toMessagePack({ user: "joe", password: s }) },
  }),
  CBOR: (s) => ({ responseBody: { type: "application/cbor", bytes: toCbor({ user: "joe", token: s }) } }),
  "CBOR without a type": (s) => ({
    responseBody: { type: "application/octet-stream", bytes: toCbor({ access_token: s }) },
  }),
  "gzip without a header": (s) => ({
    responseBody: { type: "application/octet-stream", bytes: gzipSync(`{"password":"${s}"}`) },
  }),
  // Bodies that are a secret as a whole.
  "body of user data": (s) => ({ path: "/latest/user-data", responseBody: aText(`#!/bin/sh\nlogin ${s}\n`) }),
  "body of a metadata token": (s) => ({ path: "/latest/api/token", method: "PUT", responseBody: aText(s) }),
  "body of Consul": (s) => ({ path: "/v1/kv/app/db-password?raw", responseBody: aText(s, "application/octet-stream") }),
  "body of Barbican": (s) => ({
    path: "/v1/secrets/0d6a1b2c-1111-4222-8333-444455556666/payload",
    responseBody: aText(s),
  }),
  // Truncated by the tool that wrote the file.
  "HAR cut before a name": (s) => cut(`[{"value":"${s}","na`),
  "HAR cut within a value": (s) => cut(`[{"name":"a","value":"b"},{"value":"${s}`),
  "HAR cut within a URL": (s) => cut(`dsn is postgres://joe:${s}`),
  "HAR cut within settings": (s) => cut(`a: 1\npassword: ${s}`),
  // The rest of a text.
  "range behind a name": (s) => ({ ...later, responseBody: aText(`word":"${s}","a":1}`, "application/json") }),
  "range within a value": (s) => ({ ...later, responseBody: aText(`${s}\nuser=joe\n`) }),
  // What a file states about a body.
  "HAR in quoted-printable": (s) =>
    file({ responseBody: aText("x"), stated: { text: qp(`{"password":"${s}"}`), encoding: "quoted-printable" } }),
  "HAR in quoted-printable, broken": (s) =>
    file({
      responseBody: aText("x", "application/json"),
      stated: { text: `{"password":"${s.slice(0, 6)}=\r\n${s.slice(6)}","a":"=C3=A9"}`, encoding: "quoted-printable" },
    }),
  "HAR in hexadecimal": (s) =>
    file({
      responseBody: aText("x", "application/json"),
      stated: { text: Buffer.from(`{"password":"${s}"}`).toString("hex"), encoding: "hex" },
    }),
  "HAR in base64url": (s) =>
    file({
      responseBody: aText("x", "application/json"),
      stated: { text: b64url(`{"password":"${s}"}`), encoding: "base64url" },
    }),
};

export function plantCousins(seed: string): Plant[] {
  const plant = (name: string, put: Place): Plant => {
    const secret = createSecret(createRandom(`${seed}/cousin/${name}`));
    const traces = name === "form of a card" ? ["4111111111111234"] : tracesOf(secret);
    return { kind: "cousins", name, messages: [put(secret)], traces };
  };
  return [
    ...Object.entries(PLACES).map(([name, put]) => plant(name, put)),
    // Another seed puts it into another carrier.
    ...Object.entries(TEXTS_OF_COUSINS).map(([name, write]) => {
      const [carrier, carry] = createRandom(`${seed}/carrier/${name}`).pick(CARRIERS);
      return plant(name + carrier, (s) => carry(write(s)));
    }),
  ];
}
