import { gzipSync } from "node:zlib";

import { toCbor, toMessagePack } from "./binary-notations.ts";
import { CARRIERS, type Carrier } from "./carriers.ts";
import { form, json, posted, sent } from "./messages.ts";
import { type Message, type Plant, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";
import { TEXTS_OF_NEIGHBORS } from "./texts-of-neighbors.ts";

type Place = (secret: string) => Message;

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const b64url = (text: string): string => Buffer.from(text).toString("base64url");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const uri = encodeURIComponent;
const got = (bytes: string | Buffer, type: string): Message => ({ responseBody: aText(bytes, type) });
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });
const at = (path: string): Message => ({ path });
const jwt = (s: string): string =>
  `${b64url('{"alg":"HS256","typ":"JWT"}')}.${b64url('{"sub":"joe"}')}.${s.padEnd(43, "x").slice(0, 43)}`;
const jwe = (s: string): string =>
  `${b64url('{"alg":"RSA-OAEP","enc":"A256GCM"}')}.${s.padEnd(43, "x")}.${s.slice(0, 16).padEnd(16, "x")}.${s.padEnd(40, "x")}.${s.slice(0, 22).padEnd(22, "x")}`;
const multipart = (...parts: readonly string[]): Message =>
  sent(`${parts.map((part) => `--B\r\n${part}\r\n`).join("")}--B--\r\n`, "multipart/form-data; boundary=B");
const soap = (header: string): Message =>
  sent(
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsse="w"><s:Header>${header}</s:Header><s:Body/></s:Envelope>`,
    "text/xml",
  );

/** Requests and responses of APIs as of 2026; written without knowledge of the rules or the other tables. */
const PLACES: Readonly<Record<string, Place>> = {
  // Headers.
  "SigV4 session": (s) => asks("X-Amz-Security-Token", s),
  "SigV4 signature": (s) =>
    asks(
      "Authorization",
      `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261130/eu/s3/aws4_request, SignedHeaders=host, Signature=${hex(s)}`,
    ),
  "Alibaba ACS3": (s) =>
    asks("Authorization", `ACS3-HMAC-SHA256 Credential=LTAIx,SignedHeaders=host,Signature=${hex(s)}`),
  "Tencent TC3": (s) =>
    asks(
      "Authorization",
      `TC3-HMAC-SHA256 Credential=AKIDx/2026-11-30/cvm/tc3_request, SignedHeaders=host, Signature=${hex(s)}`,
    ),
  "Huawei SDK": (s) => asks("Authorization", `SDK-HMAC-SHA256 Access=AKx, SignedHeaders=host, Signature=${hex(s)}`),
  OCI: (s) =>
    asks(
      "Authorization",
      `Signature version="1",keyId="ocid1.tenancy/x",algorithm="rsa-sha256",headers="date",signature="${b64(s)}"`,
    ),
  GNAP: (s) => asks("Authorization", `GNAP ${s}`),
  "DPoP token": (s) => asks("Authorization", `DPoP ${s}`),
  "DPoP proof": (s) => asks("DPoP", jwt(s)),
  PrivateToken: (s) => asks("Authorization", `PrivateToken token="${b64(s)}"`),
  Hoba: (s) => asks("Authorization", `HOBA result="${b64(s)}"`),
  Splunk: (s) => asks("Authorization", `Splunk ${s}`),
  GenieKey: (s) => asks("Authorization", `GenieKey ${s}`),
  SSWS: (s) => asks("Authorization", `SSWS ${s}`),
  Zoho: (s) => asks("Authorization", `Zoho-oauthtoken ${s}`),
  "ApiKey elastic": (s) => asks("Authorization", `ApiKey ${b64(`id:${s}`)}`),
  Klaviyo: (s) => asks("Authorization", `Klaviyo-API-Key ${s}`),
  "token GitHub": (s) => asks("Authorization", `token ${s}`),
  bare: (s) => asks("Authorization", s),
  "OAuth 1": (s) =>
    asks("Authorization", `OAuth oauth_consumer_key="k", oauth_token="${s}", oauth_signature="${uri(b64(s))}"`),
  MAC: (s) => asks("Authorization", `MAC id="x", ts="1", nonce="n", mac="${b64(s)}"`),
  "X-Api-Key": (s) => asks("X-Api-Key", s),
  "apikey Supabase": (s) => asks("apikey", s),
  "X-Goog-Api-Key": (s) => asks("X-Goog-Api-Key", s),
  "Ocp-Apim": (s) => asks("Ocp-Apim-Subscription-Key", s),
  anthropic: (s) => asks("x-api-key", s),
  "api-key Azure OpenAI": (s) => asks("api-key", s),
  "DD keys": (s) => asks("DD-APPLICATION-KEY", s),
  "X-Vault-Token": (s) => asks("X-Vault-Token", s),
  "X-Consul-Token": (s) => asks("X-Consul-Token", s),
  "X-Nomad-Token": (s) => asks("X-Nomad-Token", s),
  "CF-Access secret": (s) => asks("CF-Access-Client-Secret", s),
  "Cf-Access jwt": (s) => asks("Cf-Access-Jwt-Assertion", jwt(s)),
  "X-Shopify": (s) => asks("X-Shopify-Access-Token", s),
  "Circle-Token": (s) => asks("Circle-Token", s),
  "JOB-TOKEN": (s) => asks("JOB-TOKEN", s),
  "Deploy-Token": (s) => asks("Deploy-Token", s),
  "X-Plex": (s) => asks("X-Plex-Token", s),
  "X-Emby": (s) => asks("X-Emby-Authorization", `MediaBrowser Client="x", Token="${s}"`),
  "X-JFrog": (s) => asks("X-JFrog-Art-Api", s),
  "X-Parse": (s) => asks("X-Parse-Master-Key", s),
  "X-Algolia": (s) => asks("X-Algolia-API-Key", s),
  "X-Typesense": (s) => asks("X-TYPESENSE-API-KEY", s),
  "X-Hasura": (s) => asks("X-Hasura-Admin-Secret", s),
  "X-Figma": (s) => asks("X-Figma-Token", s),
  "X-Redmine": (s) => asks("X-Redmine-API-Key", s),
  "X-Rundeck": (s) => asks("X-Rundeck-Auth-Token", s),
  "X-Tableau": (s) => asks("X-Tableau-Auth", s),
  "X-SFDC": (s) => asks("X-SFDC-Session", s),
  "X-Auth-Key": (s) => asks("X-Auth-Key", s),
  "X-MBX": (s) => asks("X-MBX-APIKEY", s),
  "exchange sign": (s) => asks("OK-ACCESS-SIGN", b64(s)),
  "exchange passphrase": (s) => asks("KC-API-PASSPHRASE", s),
  "X-Hub-Signature": (s) => asks("X-Hub-Signature-256", `sha256=${hex(s)}`),
  "Stripe-Signature": (s) => asks("Stripe-Signature", `t=1790000000,v1=${hex(s)},v0=${hex(s)}`),
  "webhook-signature": (s) => asks("webhook-signature", `v1,${b64(s)}`),
  Svix: (s) => asks("svix-signature", `v1,${b64(s)}`),
  "Slack signature": (s) => asks("X-Slack-Signature", `v0=${hex(s)}`),
  "Twilio signature": (s) => asks("X-Twilio-Signature", b64(s)),
  "Telegram secret": (s) => asks("X-Telegram-Bot-Api-Secret-Token", s),
  "GitLab webhook": (s) => asks("X-Gitlab-Token", s),
  "Paddle signature": (s) => asks("Paddle-Signature", `ts=1790000000;h1=${hex(s)}`),
  Mandrill: (s) => asks("X-Mandrill-Signature", b64(s)),
  CSRF: (s) => asks("X-CSRFToken", s),
  "CSRF double": (s) => asks("X-XSRF-TOKEN", s),
  "Anti-forgery": (s) => asks("RequestVerificationToken", s),
  "cookie session": (s) => asks("Cookie", `theme=dark; session=${s}; lang=en`),
  "cookie any": (s) => asks("Cookie", `_acme_sess=${s}`),
  "cookie signed": (s) => asks("Cookie", `connect.sid=s%3A${s}.${uri(b64(s))}`),
  "Set-Cookie host": (s) => says("Set-Cookie", `__Host-session=${s}; Path=/; Secure; HttpOnly; SameSite=Lax`),
  "Set-Cookie Rails": (s) => says("Set-Cookie", `_app_session=${uri(b64(s))}--${hex(s)}; path=/`),
  "Set-Cookie partitioned": (s) => says("Set-Cookie", `cf_clearance=${s}; Path=/; Partitioned`),
  "X-Subject-Token": (s) => says("X-Subject-Token", s),
  "Location token": (s) => says("Location", `https://app.example/cb#access_token=${s}&token_type=bearer`),
  "Location code": (s) => says("Location", `https://app.example/cb?code=${s}&state=xyz`),
  "Location SAML": (s) =>
    says("Location", `https://idp/sso?SAMLRequest=${uri(b64(s))}&RelayState=x&Signature=${uri(b64(s))}`),
  "Location presigned": (s) => says("Location", `https://b.s3.amazonaws.com/k?X-Amz-Signature=${hex(s)}`),
  "Link signed": (s) => says("Link", `<https://x/?page=2&private_token=${s}>; rel="next"`),
  Refresh: (s) => says("Refresh", `0; url=https://x/?token=${s}`),
  Referer: (s) => asks("Referer", `https://x/?reset_password_token=${s}`),
  "Sec-WebSocket-Protocol": (s) => asks("Sec-WebSocket-Protocol", `graphql-transport-ws, bearer, ${s}`),
  "X-Forwarded-Access-Token": (s) => asks("X-Forwarded-Access-Token", s),
  "X-Auth-Request": (s) => says("X-Auth-Request-Access-Token", s),
  "X-Amzn-Oidc-Data": (s) => asks("X-Amzn-Oidc-Data", jwt(s)),
  "x-ms-token-aad": (s) => asks("X-MS-TOKEN-AAD-ID-TOKEN", jwt(s)),
  "grpc metadata": (s) => asks("grpc-metadata-authorization", `Bearer ${s}`),
  "X-Registry-Auth": (s) => asks("X-Registry-Auth", b64url(`{"username":"joe","password":"${s}"}`)),
  "X-Signature": (s) => asks("X-Signature", b64(s)),
  "Signature-Input": (s) => asks("Signature", `sig1=:${b64(s)}:`),
  "Sec-Session-Id": (s) => asks("Sec-Secure-Session-Id", s),
  "Mcp-Session": (s) => says("Mcp-Session-Id", s),
  "header JSON": (s) => asks("Dropbox-API-Arg", `{"path":"/a","link_password":"${s}"}`),
  // Queries.
  "query api_key": (s) => at(`/v1/x?api_key=${s}&q=1`),
  "query apikey": (s) => at(`/v1/x?apikey=${s}`),
  "query key": (s) => at(`/maps/api/x?key=AIza${b64url(s + s).slice(0, 35)}`),
  "query appid": (s) => at(`/weather?q=x&appid=${hex(s).slice(0, 32)}`),
  "query access_token": (s) => at(`/x?access_token=${s}`),
  "query auth": (s) => at(`/x.json?auth=${s}`),
  "query sig": (s) => at(`/x?se=1&sig=${uri(b64(s))}`),
  "query hub": (s) => at(`/cb?hub.mode=subscribe&hub.verify_token=${s}&hub.challenge=1`),
  "query ws ticket": (s) => at(`/ws?ticket=${s}${s}`),
  "query client_secret": (s) => at(`/token?client_id=a&client_secret=${s}`),
  "query code": (s) => at(`/cb?code=${s}&state=abc&iss=https%3A%2F%2Fx`),
  "query session_state": (s) => at(`/cb?session_state=1&code=${s}`),
  "query nested": (s) => at(`/go?next=${uri(`/cb?token=${s}`)}`),
  "query nested twice": (s) => at(`/go?u=${uri(`/a?next=${uri(`/b?access_token=${s}`)}`)}`),
  "query JSON": (s) => at(`/x?filter=${uri(`{"token":"${s}"}`)}`),
  "query GraphQL": (s) => at(`/graphql?query=q&variables=${uri(`{"password":"${s}"}`)}`),
  "query connect token": (s) => at(`/signalr?connectionToken=${s}`),
  "query sid": (s) => at(`/socket.io/?EIO=4&sid=${s}`),
  "query jwt": (s) => at(`/x?jwt=${jwt(s)}`),
  "query id_token_hint": (s) => at(`/logout?id_token_hint=${jwt(s)}`),
  "path token": (s) => at(`/api/webhooks/token/${s}`),
  "path reset": (s) => at(`/users/password/reset/${s}`),
  "path matrix": (s) => at(`/app;jsessionid=${s}?a=1`),
  "path bot": (s) => at(`/bot123456789:AA${s.padEnd(33, "x").slice(0, 33)}/getMe`),
  "path signed": (s) => at(`/signed_token=${s}/v/1.m3u8`),
  // OAuth, OIDC, SAML, WebAuthn.
  "token response": (s) => json({ access_token: s, token_type: "Bearer", expires_in: 3600 }),
  "token refresh": (s) => form({ grant_type: "refresh_token", refresh_token: s }),
  "token code": (s) => form({ grant_type: "authorization_code", code: s, redirect_uri: "x" }),
  "token verifier": (s) => form({ grant_type: "authorization_code", code_verifier: s }),
  "token password": (s) => form({ grant_type: "password", username: "joe", password: s }),
  "token assertion": (s) => form({ grant_type: "urn:x", assertion: jwt(s) }),
  "token exchange": (s) => form({ grant_type: "urn:x", subject_token: s, actor_token: s }),
  device: (s) => json({ device_code: s, user_code: "WDJB-MJHT", verification_uri: "https://x" }),
  registration: (s) => json({ client_id: "a", client_secret: s, registration_access_token: s }),
  introspection: (s) => form({ token: s, token_type_hint: "access_token" }),
  PAR: (s) => form({ client_id: "a", client_assertion: jwt(s) }),
  CIBA: (s) => json({ auth_req_id: s, expires_in: 120 }),
  id_token: (s) => json({ id_token: jwt(s) }),
  "id_token JWE": (s) => json({ id_token: jwe(s) }),
  "JWE bare": (s) => got(jwe(s), "application/jose"),
  "JWS in JSON": (s) => json({ payload: b64url("{}"), signatures: [{ protected: b64url("{}"), signature: s }] }),
  "JWK private": (s) =>
    json({ keys: [{ kty: "EC", crv: "P-256", x: "a", y: "b", d: s.padEnd(43, "x").slice(0, 43) }] }),
  "JWK oct": (s) => json({ kty: "oct", k: b64url(s), alg: "HS256" }),
  "JWK RSA": (s) => json({ kty: "RSA", n: "a", e: "AQAB", p: s, q: s, dp: s }),
  PASETO: (s) => json({ session: `v4.local.${s.padEnd(80, "x")}` }),
  macaroon: (s) => json({ macaroon: b64url(`location x identifier y cid sig ${s}`) }),
  "SAML response": (s) =>
    form({
      SAMLResponse: b64(`<samlp:Response><ds:SignatureValue>${s}</ds:SignatureValue></samlp:Response>`),
      RelayState: "x",
    }),
  "SAML assertion XML": (s) =>
    got(
      `<saml:Assertion ID="a"><ds:Signature><ds:SignatureValue>${b64(s)}</ds:SignatureValue></ds:Signature></saml:Assertion>`,
      "application/xml",
    ),
  "WS-Fed": (s) => form({ wa: "wsignin1.0", wresult: `<t:RequestedSecurityToken>${s}</t:RequestedSecurityToken>` }),
  "WebAuthn assertion": (s) =>
    posted({ id: "x", response: { clientDataJSON: "e30", signature: b64url(s), userHandle: "eA" } }),
  "TOTP setup": (s) => json({ otpauth_url: `otpauth://totp/x?secret=${base32(s)}`, recovery_codes: [s] }),
  MFA: (s) => posted({ mfa_token: s, otp: "123456" }),
  "backup codes": (s) => json({ backup_codes: [s, "x"] }),
  magic: (s) => json({ magic_link: `https://x/login?token=${s}` }),
  impersonation: (s) => json({ impersonationToken: s }),
  "WebSocket ticket": (s) => json({ wsTicket: s + s }),
  // Keystone and similar services.
  keystone: (s) =>
    posted({ auth: { identity: { methods: ["password"], password: { user: { name: "joe", password: s } } } } }),
  "keystone application credential": (s) =>
    posted({
      auth: { identity: { methods: ["application_credential"], application_credential: { id: "a", secret: s } } },
    }),
  "keystone token": (s) => posted({ auth: { identity: { methods: ["token"], token: { id: s } } } }),
  "nova adminPass": (s) => json({ server: { id: "1", adminPass: s } }),
  "nova console": (s) =>
    json({ remote_console: { type: "novnc", url: `http://c/vnc_auto.html?path=%3Ftoken%3D${s}` } }),
  "nova keypair": (s) =>
    json({
      keypair: {
        name: "k",
        private_key: `-----BEGIN RSA PRIVATE KEY-----\n${s}${s}${s}\n-----END RSA PRIVATE KEY-----\n`,
      },
    }),
  barbican: (s) => posted({ name: "x", payload: s, payload_content_type: "text/plain" }),
  "heat parameters": (s) => posted({ stack_name: "x", parameters: { db_password: s } }),
  ironic: (s) => posted([{ op: "add", path: "/driver_info/redfish_password", value: s }]),
  cinder: (s) => json({ connection_info: { data: { auth_method: "CHAP", auth_username: "u", auth_password: s } } }),
  manila: (s) => json({ access: { access_key: s, access_to: "joe" } }),
  magnum: (s) => json({ kubeconfig: `users:\n- name: a\n  user:\n    token: ${s}\n` }),
  octavia: (s) => posted({ pool: { tls_passphrase: s } }),
  zaqar: (s) => json({ signature: s, expires: "x", methods: ["GET"] }),
  // Clouds, vaults, CI.
  STS: (s) => json({ Credentials: { AccessKeyId: "ASIAX", SecretAccessKey: s, SessionToken: s } }),
  "STS XML": (s) =>
    got(`<Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>${s}</SecretAccessKey></Credentials>`, "text/xml"),
  IMDS: (s) => json({ Code: "Success", Type: "AWS-HMAC", AccessKeyId: "ASIAX", SecretAccessKey: s, Token: s }),
  "Secrets Manager": (s) => json({ Name: "db", SecretString: `{"username":"app","password":"${s}"}` }),
  "Secrets Manager binary": (s) => json({ Name: "db", SecretBinary: b64(s) }),
  SSM: (s) => json({ Parameter: { Name: "/x", Type: "SecureString", Value: s } }),
  "KMS plaintext": (s) => json({ Plaintext: b64(s), KeyId: "k" }),
  "KMS data key": (s) => json({ CiphertextBlob: "AQIDAHh", Plaintext: b64(s.padEnd(32, "x")) }),
  Cognito: (s) => json({ AuthenticationResult: { AccessToken: s, RefreshToken: s } }),
  "Cognito initiate": (s) =>
    posted({ AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "joe", PASSWORD: s } }),
  RDS: (s) => form({ Action: "CreateDBInstance", MasterUsername: "a", MasterUserPassword: s }),
  ECR: (s) => json({ authorizationData: [{ authorizationToken: b64(`AWS:${s}`) }] }),
  Lambda: (s) => json({ Environment: { Variables: { DB_PASSWORD: s } } }),
  "EC2 user data": (s) => form({ Action: "RunInstances", UserData: b64(`#!/bin/sh\nexport TOKEN=${s}\n`) }),
  "GCP Secret Manager": (s) =>
    json({ name: "projects/1/secrets/x/versions/1", payload: { data: b64(s), dataCrc32c: "1" } }),
  "GCP service account": (s) =>
    json({
      type: "service_account",
      private_key_id: "a",
      private_key: `-----BEGIN PRIVATE KEY-----\n${s}${s}${s}\n-----END PRIVATE KEY-----\n`,
    }),
  "GCP key data": (s) => json({ name: "x", privateKeyData: b64(`{"private_key":"${s}"}`) }),
  "Azure Key Vault": (s) =>
    json({ value: s, id: "https://v.vault.azure.net/secrets/db/0", attributes: { enabled: true } }),
  "Azure listKeys": (s) =>
    json({ keys: [{ keyName: "key1", value: b64(s.repeat(3).slice(0, 64)), permissions: "FULL" }] }),
  "Azure listKeys 2": (s) => json({ primaryKey: s + s, secondaryKey: s + s }),
  "Azure primary connection": (s) => json({ primaryConnectionString: `Endpoint=sb://n/;SharedAccessKey=${b64(s)}` }),
  "Azure publish profile": (s) => got(`<publishProfile userName="$x" userPWD="${s}" />`, "application/xml"),
  "Azure app setting": (s) => json([{ name: "DbPass", value: s, slotSetting: false }]),
  "Azure MSI": (s) => json({ access_token: s, resource: "https://vault.azure.net" }),
  "ARM secureString": (s) => posted({ properties: { parameters: { adminPassword: { value: s } } } }),
  "Vault read": (s) => ({
    path: "/v1/secret/data/db",
    ...json({ request_id: "a", data: { data: { dbconn: s }, metadata: { version: 1 } } }),
  }),
  "Vault login": (s) => json({ auth: { client_token: s, accessor: "a", policies: ["x"] } }),
  "Vault wrap": (s) => json({ wrap_info: { token: s, ttl: 300, creation_path: "x" } }),
  "Vault unseal": (s) => ({ path: "/v1/sys/unseal", ...posted({ key: s, reset: false }) }),
  "Vault init": (s) => json({ keys: [hex(s)], keys_base64: [b64(s)], root_token: s }),
  "Vault AppRole": (s) => posted({ role_id: "r", secret_id: s }),
  "Vault transit": (s) => ({ path: "/v1/transit/decrypt/app", ...json({ data: { plaintext: b64(s) } }) }),
  "Vault PKI": (s) =>
    json({
      data: {
        certificate: "x",
        private_key: `-----BEGIN EC PRIVATE KEY-----\n${s}${s}${s}\n-----END EC PRIVATE KEY-----`,
      },
    }),
  "Vault database": (s) => json({ lease_id: "database/creds/x/1", data: { username: "v-x", password: s } }),
  "k8s Secret": (s) => json({ kind: "Secret", apiVersion: "v1", data: { conn: b64(s) }, type: "Opaque" }),
  "k8s SecretList": (s) => json({ kind: "SecretList", items: [{ data: { "tls.key": b64(s) } }] }),
  "k8s last applied": (s) =>
    json({
      metadata: {
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": `{"kind":"Secret","stringData":{"a":"${s}"}}`,
        },
      },
    }),
  "k8s ConfigMap": (s) => json({ kind: "ConfigMap", data: { "app.properties": `db.password=${s}\nx=1\n` } }),
  "k8s env": (s) => json({ spec: { containers: [{ env: [{ name: "DB_PASS", value: s }] }] } }),
  "k8s token request": (s) => json({ kind: "TokenRequest", status: { token: s } }),
  "k8s bootstrap": (s) =>
    posted({
      kind: "Secret",
      type: "bootstrap.kubernetes.io/token",
      stringData: { "token-id": "abcdef", "token-secret": s },
    }),
  "helm release": (s) => json({ config: { redis: { auth: { password: s } } } }),
  "argo cluster": (s) => json({ config: { bearerToken: s, tlsClientConfig: {} } }),
  "docker create": (s) => posted({ Image: "x", Env: ["A=1", `MYSQL_PASSWORD=${s}`] }),
  "docker auth": (s) => posted({ username: "joe", password: s, serveraddress: "r" }),
  "docker secret": (s) => ({ path: "/v1.47/secrets/create", ...posted({ Name: "db", Data: b64(s) }) }),
  "docker swarm": (s) =>
    json({ JoinTokens: { Worker: `SWMTKN-1-${s.toLowerCase()}`, Manager: `SWMTKN-1-${s.toLowerCase()}` } }),
  "registry token": (s) => json({ token: s, access_token: s, expires_in: 300 }),
  "GitHub installation": (s) =>
    json({ token: `ghs_${s.replaceAll("-", "").padEnd(36, "x").slice(0, 36)}`, expires_at: "x" }),
  "GitHub hook": (s) => json({ config: { url: "https://x", secret: s } }),
  "GitLab variable": (s) => form({ key: "DEPLOY", value: s, masked: "true" }),
  "GitLab runner": (s) => json({ id: 1, token: s, token_expires_at: null }),
  "GitLab project": (s) => json({ id: 1, runners_token: s }),
  "GitLab trigger": (s) => form({ token: s, ref: "main" }),
  "CI variables object": (s) => posted({ variables: { DEPLOY_TOKEN: s, STAGE: "x" } }),
  "Terraform state": (s) =>
    json({ resources: [{ type: "random_password", instances: [{ attributes: { result: s } }] }] }),
  "Terraform plan": (s) =>
    json({
      resource_changes: [{ change: { after: { admin_password: s }, after_sensitive: { admin_password: true } } }],
    }),
  "Terraform variable": (s) =>
    posted({ data: { attributes: { key: "x", value: s, sensitive: true, category: "env" } } }),
  "Pulumi stack": (s) => json({ config: { "app:dbPassword": { value: s, secret: true } } }),
  "Ansible AWX": (s) => posted({ name: "m", inputs: { username: "joe", ssh_key_unlock: s, become_password: s } }),
  "AWX survey": (s) => posted({ extra_vars: `{"admin_password":"${s}"}` }),
  "Jenkins form": (s) => form({ "": "0", credentials: "x", json: `{"credentials":{"secret":"${s}"}}` }),
  "Grafana datasource": (s) => posted({ name: "x", secureJsonData: { apiKey2: s } }),
  "Kibana connector": (s) => posted({ name: "x", secrets: { webhookPart: s } }),
  Airbyte: (s) => posted({ connectionConfiguration: { host: "db", password: s } }),
  "Kafka connect": (s) => posted({ config: { "database.password": s, "tasks.max": "1" } }),
  "Kafka JAAS": (s) => posted({ config: { "sasl.jaas.config": `x required username="a" password="${s}";` } }),
  Debezium: (s) => posted({ "database.user": "a", "connection.url": `jdbc:x://h/?user=a&password=${s}` }),
  "LDAP settings": (s) => posted({ host: "ldap", bind_dn: "cn=a", bind_password: s }),
  "LDAP manager": (s) => posted({ managerDn: "cn=a", managerPassword: s }),
  "SMTP settings": (s) => posted({ smtp: { host: "h", user: "u", pass: s } }),
  "SNMP settings": (s) => posted({ version: "v3", authPassphrase: s, privPassphrase: s }),
  "SNMP community": (s) => posted({ snmp: { version: "2c", community: s } }),
  "RADIUS settings": (s) => posted({ radius: { host: "h", sharedSecret: s } }),
  VPN: (s) => posted({ ike: { version: 2, psk: s }, pre_shared_key: s }),
  "WireGuard peer": (s) =>
    json({
      interface: { privateKey: b64(s.padEnd(32, "z").slice(0, 32)) },
      peer: { presharedKey: b64(s.padEnd(32, "z").slice(0, 32)) },
    }),
  "Wi-Fi": (s) => posted({ ssid: "x", security: "wpa2", passphrase: s }),
  UniFi: (s) => posted({ x_passphrase: s, name: "wlan" }),
  BMC: (s) => posted({ UserName: "root", Password: s }),
  "Redfish session": (s) => says("X-Auth-Token", s),
  vSphere: (s) => says("vmware-api-session-id", s),
  "vSphere body": (s) => json({ value: s, "vmware-api-session-id": s }),
  Proxmox: (s) =>
    json({
      data: { ticket: `PVE:root@pam:65000A1B::${b64(s.repeat(9)).slice(0, 344)}`, CSRFPreventionToken: `6500:${s}` },
    }),
  FortiGate: (s) => form({ username: "a", secretkey: s, ajax: "1" }),
  "Palo Alto": (s) => ({
    path: "/api/?type=keygen",
    ...got(`<response status="success"><result><key>${b64(s)}</key></result></response>`, "application/xml"),
  }),
  F5: (s) => json({ token: { token: s, timeout: 1200 } }),
  // Other notations.
  "GraphQL variables": (s) =>
    posted({ query: "mutation($i:I!){login(input:$i){token}}", variables: { i: { email: "a", password: s } } }),
  "GraphQL inline": (s) => posted({ query: `mutation { login(email: "a", password: "${s}") { token } }` }),
  "GraphQL answer": (s) => json({ data: { login: { token: s, user: { id: 1 } } } }),
  "GraphQL alias": (s) => json({ data: { createApiKey: { plainTextKey: s } } }),
  "JSON-RPC object": (s) => posted({ jsonrpc: "2.0", method: "login", params: { user: "a", password: s }, id: 1 }),
  "JSON-RPC list": (s) =>
    posted({
      jsonrpc: "2.0",
      method: "call",
      params: ["00000", "session", "login", { username: "root", password: s }],
      id: 1,
    }),
  "JSON-RPC positional": (s) => posted({ jsonrpc: "2.0", method: "login", params: ["admin", s], id: 1 }),
  "JSON-RPC auth": (s) => posted({ jsonrpc: "2.0", method: "host.get", auth: s, id: 1 }),
  "JSON-RPC MCP": (s) =>
    posted({ jsonrpc: "2.0", method: "tools/call", params: { arguments: { api_token: s } }, id: 1 }),
  aria2: (s) => posted({ jsonrpc: "2.0", method: "aria2.addUri", params: [`token:${s}`, ["http://x"]], id: "1" }),
  "XML-RPC": (s) =>
    sent(
      `<methodCall><methodName>login</methodName><params><param><value><struct><member><name>password</name><value><string>${s}</string></value></member></struct></value></param></params></methodCall>`,
      "text/xml",
    ),
  "SOAP WSSE": (s) =>
    soap(
      `<wsse:Security><wsse:UsernameToken><wsse:Username>joe</wsse:Username><wsse:Password Type="x#PasswordText">${s}</wsse:Password></wsse:UsernameToken></wsse:Security>`,
    ),
  "SOAP digest": (s) =>
    soap(
      `<wsse:Security><wsse:UsernameToken><wsse:Password Type="x#PasswordDigest">${b64(s)}</wsse:Password><wsse:Nonce>${b64(s)}</wsse:Nonce></wsse:UsernameToken></wsse:Security>`,
    ),
  "SOAP binary token": (s) =>
    soap(`<wsse:Security><wsse:BinarySecurityToken>${b64(s)}</wsse:BinarySecurityToken></wsse:Security>`),
  "SOAP session": (s) => soap(`<t:SessionHeader><t:sessionId>${s}</t:sessionId></t:SessionHeader>`),
  "SOAP Salesforce": (s) =>
    sent(
      `<env:Body><n1:login><n1:username>a</n1:username><n1:password>${s}</n1:password></n1:login></env:Body>`,
      "text/xml",
    ),
  "XML attributes": (s) => got(`<config><param name="secret" value="${s}"/></config>`, "application/xml"),
  plist: (s) => got(`<plist><dict><key>AuthToken</key><string>${s}</string></dict></plist>`, "application/x-plist"),
  "multipart field": (s) => multipart(`Content-Disposition: form-data; name="password"\r\n\r\n${s}`),
  "multipart JSON": (s) =>
    multipart(`Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"token":"${s}"}`),
  "multipart .env": (s) =>
    multipart(
      `Content-Disposition: form-data; name="file"; filename=".env"\r\nContent-Type: application/octet-stream\r\n\r\nDB_PASSWORD=${s}\nA=1\n`,
    ),
  "multipart kubeconfig": (s) =>
    multipart(
      `Content-Disposition: form-data; name="file"; filename="config"\r\n\r\nusers:\n- name: a\n  user:\n    token: ${s}\n`,
    ),
  "multipart key": (s) =>
    multipart(
      `Content-Disposition: form-data; name="f"; filename="id_ed25519"\r\n\r\n-----BEGIN OPENSSH PRIVATE KEY-----\n${s}${s}${s}\n-----END OPENSSH PRIVATE KEY-----\n`,
    ),
  "multipart signed": (s) =>
    multipart(
      `Content-Disposition: form-data; name="x-amz-signature"\r\n\r\n${hex(s)}`,
      'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx',
    ),
  "multipart policy": (s) => multipart(`Content-Disposition: form-data; name="X-Amz-Security-Token"\r\n\r\n${s}`),
  NDJSON: (s) => got(`{"id":1}\n{"id":2,"api_token":"${s}"}\n`, "application/x-ndjson"),
  "NDJSON bulk": (s) => sent(`{"index":{}}\n{"user":"a","password":"${s}"}\n`, "application/x-ndjson"),
  "JSON lines text": (s) => got(`{"msg":"login","token":"${s}"}\n`, "text/plain"),
  "JSON seq": (s) => got(`\u001e{"token":"${s}"}\n`, "application/json-seq"),
  JSONP: (s) => got(`cb({"token":"${s}"});`, "application/javascript"),
  "JSON prefix": (s) => got(`)]}',\n{"xsrf_token":"${s}"}`, "application/json"),
  "JSON:API": (s) => json({ data: { type: "tokens", id: "1", attributes: { "access-token": s } } }),
  HAL: (s) => json({ _links: { self: { href: `/x?access_token=${s}` } } }),
  OData: (s) => json({ "@odata.nextLink": `https://x/?$skiptoken=1&sig=${uri(b64(s))}` }),
  SSE: (s) => got(`event: token\ndata: {"access_token":"${s}"}\n\n`, "text/event-stream"),
  "SSE split": (s) => got(`data: {"password":\ndata: "${s}"}\n\n`, "text/event-stream"),
  "Socket.IO": (s) => sent(`40{"token":"${s}"}`, "text/plain;charset=UTF-8"),
  "Socket.IO event": (s) => sent(`42["auth",{"password":"${s}"}]`, "text/plain;charset=UTF-8"),
  SockJS: (s) => sent(`["CONNECT\\nlogin:a\\npasscode:${s}\\n\\n\\u0000"]`, "text/plain"),
  SignalR: (s) => sent(`{"type":1,"target":"x","arguments":[{"accessToken":"${s}"}]}\u001e`, "text/plain"),
  Phoenix: (s) => sent(`["1","1","room","phx_join",{"token":"${s}"}]`, "application/json"),
  msgpack: (s) => got(toMessagePack({ user: "a", password: s }), "application/msgpack"),
  cbor: (s) => got(toCbor({ user: "a", token: s }), "application/cbor"),
  "gzip JSON": (s) => sent(gzipSync(`{"client_secret":"${s}"}`), "application/gzip"),
  "base64 in JSON": (s) => json({ content: b64(`password=${s}\n`), encoding: "base64" }),
  "base64 of YAML": (s) => json({ user_data: b64(`#cloud-config\npassword: ${s}\n`) }),
  "JSON in JSON": (s) => json({ body: JSON.stringify({ headers: { Authorization: `Bearer ${s}` } }) }),
  "JSON in JSON in JSON": (s) => json({ a: JSON.stringify({ b: JSON.stringify({ api_key: s }) }) }),
  "HAR in JSON": (s) =>
    json({ log: { entries: [{ request: { headers: [{ name: "Authorization", value: `Bearer ${s}` }] } }] } }),
  Postman: (s) => json({ auth: { type: "bearer", bearer: [{ key: "token", value: s, type: "string" }] } }),
  "Postman environment": (s) => json({ values: [{ key: "x1", value: s, type: "secret", enabled: true }] }),
  Insomnia: (s) => json({ resources: [{ authentication: { type: "basic", username: "a", password: s } }] }),
  "OpenAPI example": (s) => json({ example: { client_secret: s } }),
  "audit diff": (s) => json({ changes: [{ field: "password", old: null, new: s }] }),
  "audit property": (s) => json({ property: "api_token", oldValue: s, newValue: "x" }),
  "settings list": (s) => json({ settings: [{ key: "smtp.password", value: s }] }),
  "settings name/default": (s) => json([{ name: "admin_password", default: s, type: "string" }]),
  "form fields": (s) => json({ fields: [{ id: "password", label: "Password", type: "password", value: s }] }),
  "1Password": (s) => json({ fields: [{ id: "x", type: "CONCEALED", label: "pin code", value: s }] }),
  Bitwarden: (s) => json({ login: { username: "a", password: s, totp: null } }),
  "KeePass XML": (s) =>
    got(`<String><Key>Password</Key><Value ProtectInMemory="True">${s}</Value></String>`, "application/xml"),
  "table rows": (s) => json({ columns: ["user", "password"], rows: [["joe", s]] }),
  "table fields": (s) => json({ fields: [{ name: "id" }, { name: "api_key" }], rows: [[1, s]] }),
  Elasticsearch: (s) => json({ api_key: s, id: "a", name: "n", encoded: b64(`a:${s}`) }),
  Couchbase: (s) => json({ rows: [{ doc: { credentials: { secret: s } } }] }),
  "Mongo doc": (s) =>
    json({ _id: { $oid: "0" }, credentials: { "SCRAM-SHA-256": { storedKey: b64(s), serverKey: b64(s) } } }),
  Firestore: (s) => json({ fields: { apiKey: { stringValue: s } } }),
  DynamoDB: (s) => json({ Item: { token: { S: s } } }),
  "protobuf JSON": (s) => json({ secretData: { value: b64(s) } }),
  "HTML hidden": (s) => got(`<form><input type="hidden" name="csrf_token" value="${s}"></form>`, "text/html"),
  "HTML Rails": (s) =>
    got(`<input type="hidden" name="authenticity_token" value="${s}" autocomplete="off" />`, "text/html"),
  "HTML ASP.NET": (s) => got(`<input name="__RequestVerificationToken" type="hidden" value="${s}" />`, "text/html"),
  "HTML meta": (s) => got(`<meta name="csrf-token" content="${s}">`, "text/html"),
  "HTML value first": (s) => got(`<input value="${s}" type="password" name="p">`, "text/html"),
  "HTML data attribute": (s) => got(`<div id="app" data-api-token="${s}"></div>`, "text/html"),
  "HTML data JSON": (s) => got(`<div data-props="{&quot;csrfToken&quot;:&quot;${s}&quot;}"></div>`, "text/html"),
  "HTML script JSON": (s) =>
    got(
      `<script id="__NEXT_DATA__" type="application/json">{"props":{"session":{"accessToken":"${s}"}}}</script>`,
      "text/html",
    ),
  "HTML inline config": (s) => got(`<script>window.env = { API_KEY: '${s}', DEBUG: false }</script>`, "text/html"),
  "HTML code": (s) => got(`<p>Your key:</p><pre><code>export API_KEY=${s}</code></pre>`, "text/html"),
  "HTML table": (s) => got(`<table><tr><th>Token</th><td>${s}</td></tr></table>`, "text/html"),
  "HTML dl": (s) => got(`<dl><dt>API key</dt><dd>${s}</dd></dl>`, "text/html"),
  "HTML link": (s) => got(`<a href="https://x/confirm?confirmation_token=${s}&amp;a=1">x</a>`, "text/html"),
  "HTML textarea": (s) => got(`<textarea name="private_key">${s}</textarea>`, "text/html"),
  "JS bundle": (s) => got(`const e={clientSecret:"${s}",a:1};export{e as default}`, "application/javascript"),
  "source map": (s) => json({ version: 3, sourcesContent: [`const API_KEY = "${s}";\n`] }),
  CSV: (s) => got(`id,api_key\n1,${s}\n`, "text/csv"),
  YAML: (s) => got(`db:\n  password: ${s}\n`, "application/yaml"),
  TOML: (s) => got(`[auth]\ntoken = "${s}"\n`, "application/toml"),
  mail: (s) => posted({ to: "a@x", subject: "Reset", text: `Hi,\nreset here: https://x/reset?token=${s}\n` }),
  "mail HTML": (s) => posted({ html: `<p>Your temporary password is <b>${s}</b></p>` }),
  "chat message": (s) => posted({ channel: "C1", text: `api key: ${s}` }),
  "LLM message": (s) => posted({ messages: [{ role: "user", content: `my token is ${s}, call the API` }] }),
  "LLM tool": (s) =>
    posted({ tools: [{ type: "mcp", server_url: "https://x", headers: { Authorization: `Bearer ${s}` } }] }),
  "LLM tool call": (s) => json({ tool_calls: [{ function: { name: "x", arguments: `{"api_key":"${s}"}` } }] }),
  "webhook setup": (s) => posted({ url: `https://joe:${s}@hook.example/x` }),
  "webhook secret token": (s) => posted({ url: "https://x", secret_token: s }),
  "webhook headers": (s) =>
    posted({
      url: "https://x",
      headers: [
        { key: "X-Key", value: s },
        { key: "Authorization", value: `Bearer ${s}` },
      ],
    }),
  "error echo": (s) =>
    json({ error: { message: `Incorrect API key provided: ${s}. You can find your API key at x.` } }),
  "error input": (s) => json({ detail: [{ loc: ["body", "password"], msg: "short", input: s }] }),
  "error args": (s) => json({ error: "x", cmd: `mysql -u root -p${s} -e 'x'` }),
  trace: (s) => json({ stack: `Error: connect postgres://app:${s}@db/x refused\n  at y` }),
  "span attribute": (s) =>
    json({ attributes: [{ key: "http.request.header.authorization", value: { stringValue: `Bearer ${s}` } }] }),
  "span statement": (s) =>
    json({ attributes: [{ key: "db.statement", value: { stringValue: `SET PASSWORD = '${s}'` } }] }),
  "process list": (s) => json({ processes: [{ pid: 1, cmdline: ["vpn", "--password", s] }] }),
  argv: (s) => posted({ command: ["curl", "-u", `joe:${s}`, "https://x"] }),
  "argv equals": (s) => posted({ args: ["--server=x", `--token=${s}`] }),
  "exec shell": (s) => posted({ command: ["sh", "-c", `export PGPASSWORD=${s}; psql -h db`] }),
  "environment map": (s) => json({ environment: { ADMIN_PASSWORD: s } }),
  "config text": (s) => posted({ config: `[db]\npassword = ${s}\n` }),
  "cookies array": (s) => json({ cookies: [{ name: "sid", value: s, domain: ".x", path: "/", httpOnly: true }] }),
  "storage state": (s) =>
    json({ origins: [{ origin: "https://x", localStorage: [{ name: "auth_token", value: s }] }] }),
  payment: (s) => json({ client_secret: `pi_1_secret_${s}`, id: "pi_1" }),
  "push subscription": (s) =>
    posted({ endpoint: "https://fcm.googleapis.com/fcm/send/x", keys: { p256dh: "BNc", auth: s } }),
  apns: (s) => posted({ device_token: s, platform: "ios" }),
  TURN: (s) => json({ iceServers: [{ urls: ["turn:x"], username: "1790000000:a", credential: s }] }),
  LiveKit: (s) => json({ participantToken: jwt(s), serverUrl: "wss://x" }),
  stream: (s) => json({ ingest: { url: "rtmp://x/live", streamKey: b64url(s + s) } }),
  "S3 config": (s) => posted({ type: "s3", settings: { access_key: "AKIAX", secret_key: s } }),
  "SFTP config": (s) => posted({ host: "h", user: "u", privateKey: s, passphrase: s }),
  "database config": (s) => posted({ engine: "postgres", details: { user: "a", password: s } }),
  DSN: (s) => posted({ dsn: `app:${s}@tcp(db:3306)/x?parseTime=true` }),
  "proxy config": (s) => posted({ proxy: `http://u:${s}@p:3128` }),
  "user create": (s) => posted({ user: { email: "a@x", password: s, password_confirmation: s } }),
  "password change": (s) => posted({ currentPassword: s, newPassword: s }),
  PIN: (s) => posted({ devicePin: s }),
  "security answer": (s) => posted({ security_question: "pet?", security_answer: s }),
  license: (s) => posted({ licenseKey: s }),
  SCIM: (s) => posted({ schemas: ["urn:x:User"], userName: "a", password: s }),
  "ACME EAB": (s) => posted({ eab: { kid: "a", hmacKey: b64url(s) } }),
  "encryption key": (s) => posted({ encryptionKey: b64(s), kmsKeyId: "a" }),
  "SSE-C": (s) => asks("X-Amz-Server-Side-Encryption-Customer-Key", b64(s.padEnd(32, "x").slice(0, 32))),
  age: (s) =>
    json({
      recipient: "age1x",
      identity: `AGE-SECRET-KEY-1${base32(s.repeat(2)).replaceAll("B", "Q").replaceAll("I", "P").replaceAll("O", "Y").slice(0, 58).padEnd(58, "Q")}`,
    }),
};

function base32(s: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const byte of Buffer.from(s)) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => letters.charAt(Number.parseInt(five, 2))).join("");
}

/** Secrets that people and programs choose: letters and digits, hexadecimal digits, with a hyphen, words. */
const SHAPES: readonly string[] = ["{a12}4{a8}Q", "{l9}7{l10}", "{a8}-{a9}3", "{h16}7f{h14}", "Sommer{d4}Regen{d2}"];

const MORE_CARRIERS: readonly Carrier[] = [
  ...CARRIERS,
  [
    ", in a log of JSON",
    (written) =>
      got(`{"time":"2026-11-30T10:00:00Z","level":"info","msg":${JSON.stringify(written)}}\n`, "application/x-ndjson"),
  ],
];

export function plantNeighbors(seed: string): Plant[] {
  const plant = (name: string, put: Place): Plant => {
    const random = createRandom(`${seed}/neighbor/${name}`);
    const secret = random.fill(random.pick(SHAPES));
    return { kind: "neighbors", name, messages: [put(secret)], traces: [secret, hex(secret), ...tracesOf(secret)] };
  };
  return [
    ...Object.entries(PLACES).map(([name, put]) => plant(name, put)),
    // Another seed puts it into another carrier.
    ...Object.entries(TEXTS_OF_NEIGHBORS).map(([name, write]) => {
      const [carrier, carry] = createRandom(`${seed}/carrier/${name}`).pick(MORE_CARRIERS);
      return plant(name + carrier, (s) => carry(write(s)));
    }),
  ];
}
