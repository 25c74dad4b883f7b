import { form, json, posted as post, sent, text } from "./messages.ts";
import { createSecret } from "./plant-headers.ts";
import { type Message, type Plant, aJson, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

type Place = (secret: string) => Message;

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const uri = encodeURIComponent;
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });

/** Plants written without knowledge of the rules, on 2026-11-29. */
const PLACES: Readonly<Record<string, Place>> = {
  // Authorization schemes that few people know, also where the header is quoted.
  "authorization GenieKey": (s) => asks("Authorization", `GenieKey ${s}`),
  "authorization Zoho": (s) => asks("Authorization", `Zoho-oauthtoken ${s}`),
  "authorization Klaviyo": (s) => asks("Authorization", `Klaviyo-API-Key ${s}`),
  "authorization DeepL": (s) => asks("Authorization", `DeepL-Auth-Key ${s}`),
  "authorization Key": (s) => asks("Authorization", `Key ${s}`),
  "authorization Bot": (s) => asks("Authorization", `Bot ${s}`),
  "authorization GoogleLogin": (s) => asks("Authorization", `GoogleLogin auth=${s}`),
  "authorization WRAP": (s) => asks("Authorization", `WRAP access_token="${s}"`),
  "authorization DPoP": (s) => asks("Authorization", `DPoP ${s}`),
  "authorization SSWS in text": (s) => text(`> GET /api/v1/users\n> Authorization: SSWS ${s}\n>\n< 401\n`),
  "authorization GenieKey in text": (s) => text(`curl -H "Authorization: GenieKey ${s}" https://h/v2/alerts`),
  "authorization Bot in text": (s) => text(`headers = {"Authorization": "Bot ${s}"}`),
  "authorization Key in text": (s) => json({ doc: `-H 'Authorization: Key ${s}' \\` }),
  "authorization bare in text": (s) => text(`authorization: ${s}\naccept: */*\n`),
  "authorization in JSON of headers": (s) => json({ headers: { authorization: [`SSWS ${s}`] } }),
  "authorization raw headers": (s) => json({ rawHeaders: ["Host", "h", "Authorization", `Token ${s}`] }),
  "x-token lower": (s) => asks("x-token", s),
  "x-user-token": (s) => asks("X-User-Token", s),
  "x-ms-authorization-auxiliary": (s) => asks("x-ms-authorization-auxiliary", `Bearer ${s}`),
  "x-goog-authenticated": (s) => asks("X-Goog-Authenticated-User-Jwt", s),
  "ocp-apim": (s) => asks("Ocp-Apim-Subscription-Key", s),
  "x-functions-key": (s) => asks("x-functions-key", s),
  "x-dd keys": (s) => ({
    requestHeaders: [
      ["DD-API-KEY", s],
      ["DD-APPLICATION-KEY", `${s}1`],
    ],
  }),
  "x-newrelic": (s) => asks("X-Insert-Key", s),
  "x-sentry-auth": (s) => asks("X-Sentry-Auth", `Sentry sentry_version=7, sentry_key=${s}, sentry_secret=${s}1`),
  "x-honeycomb": (s) => asks("X-Honeycomb-Team", s),
  "lw-access": (s) => asks("X-LW-UAKS", s),
  "x-cisco-meraki": (s) => asks("X-Cisco-Meraki-API-Key", s),
  "x-tableau": (s) => asks("X-Tableau-Auth", s),
  "x-redmine": (s) => asks("X-Redmine-API-Key", s),
  "x-figma": (s) => asks("X-Figma-Token", s),
  "x-tfe": (s) => asks("X-TFE-Notification-Signature", s),
  "x-gitlab-event": (s) => asks("X-Gitlab-Token", s),
  "x-jfrog": (s) => asks("X-JFrog-Art-Api", s),
  "x-splunk-form": (s) => asks("Splunk-Auth", `Splunk ${s}`),
  "x-xsrf header": (s) => asks("X-XSRF-TOKEN", s),
  "x-csrf pair": (s) => says("X-CSRF-Param-Value", `csrf=${s}`),
  "sec-token-binding": (s) => asks("Sec-Token-Binding", s + s),
  "client-cert header": (s) => asks("X-Api-Client-Secret", s),
  "set-cookie2 value with sub-values": (s) => says("Set-Cookie", `prefs=lang:en|token:${s}|v:2; Path=/`),
  "cookie of base64 pairs": (s) => asks("Cookie", `state=${b64(`user=joe&token=${s}`)}`),
  "cookie of JSON in base64url": (s) =>
    asks("Cookie", `s=${Buffer.from(JSON.stringify({ u: 1, sessionToken: s })).toString("base64url")}`),
  "cookie with a query": (s) => asks("Cookie", `last=${uri(`/x?api_key=${s}`)}`),
  "set-cookie domain attribute": (s) => says("Set-Cookie", `sid=${s}; Domain=.h.example; SameSite=None; Secure`),
  "link with two": (s) =>
    says("Link", `<https://h/a?page=2>; rel="next", <https://h/a?page=9&auth_token=${s}>; rel="last"`),
  "content-location": (s) => says("Content-Location", `/x?sig=${s}`),
  sourcemap: (s) => says("SourceMap", `/a.js.map?token=${s}`),
  "csp report": (s) => says("Content-Security-Policy", `default-src 'self'; report-uri https://h/csp?key=1&token=${s}`),
  "clear-site": (s) => says("X-Redirect-By", `wp; next=/wp-login.php?action=rp&pwd=${s}`),
  "referer fragment": (s) => asks("Referer", `https://h/cb?x=1#state=a&access_token=${s}`),
  "traceparent baggage": (s) => asks("Baggage", `userId=1,auth.token=${s},region=eu`),
  "early hints": (s) => says("X-Accel-Redirect", `/protected/a.bin?e=1&token=${s}1`),
  "x-original-uri": (s) => asks("X-Original-URI", `/a/b?api-key=${s}`),
  "x-rewrite-url": (s) => asks("X-Rewrite-URL", `/a;jsessionid=${s}?x=1`),
  destination: (s) => asks("Destination", `https://joe:${s}@h.example/dav/a`),
  "slug of push": (s) => asks("Crypto-Key", `dh=abc;p256ecdsa=def;secret=${s}`),
  "x-amz-copy-source": (s) => asks("X-Amz-Server-Side-Encryption-Customer-Key", b64(s + s).slice(0, 44)),

  // URLs.
  "path dsn": (s) => ({ path: `/connect?dsn=${uri(`postgres://joe:${s}@db:5432/a?sslmode=require`)}` }),
  "query nested twice": (s) => ({
    path: `/l?u=${uri(`https://h/?v=${uri(`https://i/?w=${uri(`https://j/?pass=${s}`)}`)}`)}`,
  }),
  "query array": (s) => ({ path: `/x?keys[0][name]=api_key&keys[0][value]=${s}` }),
  "query dotted": (s) => ({ path: `/x?spring.datasource.password=${s}` }),
  "query json api": (s) => ({ path: `/x?filter[api_token]=${s}` }),
  "query odata": (s) => ({ path: `/x?$filter=${uri(`ApiKey eq '${s}' and Active eq true`)}` }),
  "query graphql": (s) => ({ path: `/graphql?query=${uri(`{login(password:"${s}"){id}}`)}` }),
  "query graphql variables": (s) => ({ path: `/graphql?variables=${uri(JSON.stringify({ newPassword: s }))}` }),
  "query base64": (s) => ({ path: `/x?p=${uri(b64(`{"secret":"${s}"}`))}` }),
  "query hex": (s) => ({ path: `/x?p=${hex(`{"password":"${s}"}`)}` }),
  "query capitals percent": (s) => ({ path: `/x?%50assword=${s}` }),
  "query plus": (s) => ({ path: `/x?sql=select+*+from+t+where+password%3D%27${s}%27` }),
  "query semicolons": (s) => ({ path: `/x?a=1;password=${s};b=2` }),
  "query twice encoded name": (s) => ({ path: `/x?next=${uri(uri(`/a?token=${s}`))}` }),
  matrix: (s) => ({ path: `/a;v=1;access_token=${s}/b` }),
  "path params": (s) => ({ path: `/auth/token=${s}/x` }),
  "path password": (s) => ({ path: `/api/login/joe/password/${s}` }),
  "path of tokens": (s) => ({ path: `/oauth/tokens/${s}${s}/revoke` }),
  "path of a session": (s) => ({ path: `/sessions/current;sid=${s}` }),
  "path download link": (s) => ({ path: `/download/abc123/file.zip?e=1700000000&hmac=${s}` }),
  "path telegram": (s) => ({ path: `/bot123456789:AA${s.padEnd(33, "Q").slice(0, 33)}/sendMessage` }),
  "path vault": (s) => ({ method: "PUT", path: "/v1/sys/unseal", requestBody: aJson({ key: b64(s + s) }) }),
  unsubscribe: (s) => ({ path: `/unsubscribe/${s}${s}` }),
  "magic link": (s) => ({ path: `/auth/magic/${s}${s}` }),
  invite: (s) => ({ path: `/join/invite/${s}${s}` }),
  "email verification": (s) => ({ path: `/verify-email?id=1&hash=a&token=${s}` }),
  calendar: (s) => ({ path: `/calendar/ical/joe%40h.example/private-${s}${s}/basic.ics` }),
  rss: (s) => ({ path: `/feeds/private.rss?rss_token=${s}` }),
  userinfo: (s) => ({ path: `https://joe:${s}@h.example/x`, isFileOnly: true }),
  fragment: (s) => ({ path: `https://h.example/cb#id_token=${s}&state=1`, isFileOnly: true }),

  // Forms, parts.
  "form nested JSON twice": (s) => form({ payload: JSON.stringify({ body: JSON.stringify({ api_secret: s }) }) }),
  "form brackets": (s) => form({ "user[credentials][password]": s, "user[name]": "joe" }),
  "form rails": (s) => form({ authenticity_token: s, utf8: "✓" }),
  "form wp": (s) => form({ log: "joe", pwd: s, "wp-submit": "Log In" }),
  "form laravel": (s) => form({ _token: s }),
  "form jsf": (s) => form({ j_username: "joe", j_password: s }),
  "form drupal": (s) => form({ name: "joe", pass: s, form_build_id: "form-abc" }),
  "form phpmyadmin": (s) => form({ pma_username: "joe", pma_password: s }),
  "form proxmox": (s) => form({ username: "root@pam", password: s, realm: "pam" }),
  "form saml post": (s) => form({ SAMLResponse: b64(`<a><SignatureValue>${s}</SignatureValue></a>`), RelayState: "/" }),
  "form device": (s) => form({ grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: s }),
  "form client assertion": (s) => form({ client_assertion_type: "x", client_assertion: s }),
  "form base64 of form": (s) => form({ d: b64(`user=joe&password=${s}`) }),
  "multipart file name": (s) =>
    sent(
      `--B\r\nContent-Disposition: form-data; name="f"; filename="backup?token=${s}.zip"\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--\r\n`,
      "multipart/form-data; boundary=B",
    ),
  "multipart .env": (s) =>
    sent(
      `--B\r\nContent-Disposition: form-data; name="f"; filename=".env"\r\nContent-Type: application/octet-stream\r\n\r\nA=1\nDB_PASS=${s}\n\r\n--B--\r\n`,
      "multipart/form-data; boundary=B",
    ),
  "multipart JSON": (s) =>
    sent(
      `--B\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"privateKey":"${s}"}\r\n--B--\r\n`,
      "multipart/form-data; boundary=B",
    ),
  "multipart base64": (s) =>
    sent(
      `--B\r\nContent-Disposition: form-data; name="meta"\r\nContent-Transfer-Encoding: base64\r\n\r\n${b64(`{"secret":"${s}"}`)}\r\n--B--\r\n`,
      "multipart/form-data; boundary=B",
    ),
  "multipart related": (s) =>
    sent(
      `--B\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n--B\r\nContent-Type: application/x-yaml\r\n\r\npassword: ${s}\r\n--B--\r\n`,
      "multipart/related; boundary=B",
    ),

  // JSON.
  "json names in other cases": (s) => json({ "X-API-Key": s }),
  "json kebab": (s) => json({ "client-secret": s }),
  "json shouting": (s) => json({ ADMIN_PASSWORD: s }),
  "json plural": (s) => json({ api_keys: [s] }),
  "json map of passwords": (s) => json({ passwords: { joe: s } }),
  "json list of pairs": (s) =>
    json({
      env: [
        ["A", "1"],
        ["API_TOKEN", s],
      ],
    }),
  "json env strings": (s) => json({ environment: ["A=1", `RABBITMQ_DEFAULT_PASS=${s}`] }),
  "json args list": (s) => json({ args: ["--user", "joe", "--password", s] }),
  "json args joined": (s) => json({ args: ["--verbose", `--api-key=${s}`] }),
  "json cmd": (s) => json({ command: `psql "host=h user=joe password=${s} dbname=a"` }),
  "json cmd 2": (s) => json({ Cmd: ["sh", "-c", `mysqldump -uroot -p${s} app > a.sql`] }),
  "json name value other": (s) => json([{ ParameterKey: "DBPassword", ParameterValue: s }]),
  "json option": (s) => json({ OptionSettings: [{ Namespace: "env", OptionName: "API_SECRET", Value: s }] }),
  "json field": (s) => json({ fields: [{ type: "CONCEALED", label: "pin", value: s }] }),
  "json attribute": (s) => json({ attributes: [{ name: "userPassword", values: [s] }] }),
  "json dynamo": (s) => json({ Item: { id: { S: "1" }, password: { S: s } } }),
  "json firestore": (s) => json({ fields: { apiKey: { stringValue: s }, n: { integerValue: "1" } } }),
  "json mongo": (s) =>
    json({ _id: { $oid: "507f1f77bcf86cd799439011" }, pwd: { $binary: { base64: b64(s), subType: "00" } } }),
  "json protobuf any": (s) => json({ "@type": "type.googleapis.com/x", secretValue: s }),
  "json elastic hit": (s) => json({ hits: { hits: [{ _source: { message: `user joe password: ${s}` } }] } }),
  "json log": (s) => json({ log: `time="x" level=info msg="got token" token=${s}\n` }),
  "json escaped thrice": (s) =>
    json({ a: JSON.stringify({ b: JSON.stringify({ c: JSON.stringify({ password: s }) }) }) }),
  "json base64 of JSON": (s) => json({ blob: b64(JSON.stringify({ accessToken: s })) }),
  "json base64 of env": (s) => json({ content: b64(`A=1\nSTRIPE_SECRET=${s}\n`), encoding: "base64" }),
  "json base64 of yaml": (s) => json({ file: b64(`db:\n  user: joe\n  password: ${s}\n`) }),
  "json hex of JSON": (s) => json({ data: hex(JSON.stringify({ password: s })) }),
  "json uri": (s) => json({ uri: `amqp://joe:${s}@mq:5672/%2f` }),
  "json uri user only": (s) => json({ remote: `https://${s}@github.example/a/b.git` }),
  "json uri oauth2": (s) => json({ remote: `https://oauth2:${s}@gitlab.example/a/b.git` }),
  "json sentry dsn": (s) => json({ dsn: `https://abc:${s}@sentry.example/2` }),
  "json mailer": (s) => json({ MAILER_URL: `smtps://joe%40h:${s}@smtp.example:465` }),
  "json ldap": (s) => json({ bindDN: "cn=admin,dc=h", bindPassword: s }),
  "json ldap credentials": (s) => json({ bindCredentials: s }),
  "json jdbc semicolons": (s) => json({ url: `jdbc:db2://h:50000/a:user=joe;password=${s};` }),
  "json jdbc, base64": (s) => json({ url: `jdbc:db2://h:50000/a:user=joe;password=+/${s}/${s}1+==;` }),
  "json wifi": (s) => json({ wifi: { ssid: "a", psk: s } }),
  "json totp": (s) => json({ otpauth: `otpauth://totp/a:joe?secret=${s}&issuer=a` }),
  "json backup codes": (s) => json({ backup_codes: [s, `${s}1`] }),
  "json recovery": (s) => json({ recoveryCodes: [{ code: s }] }),
  "json security answers": (s) => json({ security_answers: [{ question: "pet", answer: s }] }),
  "json jwk oct": (s) => json({ keys: [{ kty: "oct", use: "sig", k: s }] }),
  "json rsa parts": (s) => json({ kty: "RSA", n: "abc", e: "AQAB", d: s + s, p: s, q: s }),
  "json pem body only": (s) => json({ privateKey: b64(s + s + s) }),
  "json ssh": (s) =>
    json({ ssh_private_key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${b64(s + s)}\n-----END OPENSSH PRIVATE KEY-----` }),
  "json pkcs12": (s) => json({ p12: "x", p12_passphrase: s }),
  "json keystore": (s) => json({ "javax.net.ssl.trustStorePassword": s }),
  "json german": (s) => json({ Zugangsschlüssel: s, Geheimnis: `${s}1`, Kennwort: `${s}2` }),
  "json french": (s) => json({ "mot de passe": s, jeton: `${s}1` }),
  "json italian": (s) => json({ "parola chiave": s, chiave_api: `${s}1`, codice_segreto: `${s}2` }),
  "json portuguese": (s) => json({ chave_api: s, senha: `${s}1`, segredo: `${s}2` }),
  "json turkish": (s) => json({ şifre: s, parola: `${s}1` }),
  "json czech": (s) => json({ heslo: s }),
  "json finnish": (s) => json({ salasana: s }),
  "json danish": (s) => json({ adgangskode: s, kodeord: `${s}1` }),
  "json norwegian": (s) => json({ passord: s }),
  "json hungarian": (s) => json({ jelszó: s }),
  "json ukrainian": (s) => json({ пароль: s, токен: `${s}1` }),
  "json hebrew": (s) => json({ סיסמה: s }),
  "json arabic": (s) => json({ "كلمة المرور": s }),
  "json thai": (s) => json({ รหัสผ่าน: s }),
  "json vietnamese": (s) => json({ "mật khẩu": s, mat_khau: `${s}1` }),
  "json indonesian": (s) => json({ kata_sandi: s }),
  "json hindi": (s) => json({ पासवर्ड: s }),
  "json chinese": (s) => json({ 口令: s, 密钥: `${s}1`, 令牌: `${s}2` }),
  "json japanese": (s) => json({ 暗証番号: s, 秘密鍵: `${s}1`, トークン: `${s}2` }),
  "json korean": (s) => json({ 패스워드: s, 비밀키: `${s}1`, 토큰: `${s}2`, 암호: `${s}3` }),
  "json service keys": (s) =>
    json({ openai_key: s, virustotalKey: `${s}1`, TWILIO_KEY: `${s}2`, "stripe-key": `${s}3` }),
  "json pat": (s) => json({ github_pat: s, azureDevopsPat: `${s}1` }),
  "json launchdarkly": (s) => json({ sdkKey: s }),
  "json truenas": (s) => post({ id: 1, msg: "method", method: "auth.login_with_api_key", params: [s] }),
  "json ddp login": (s) =>
    post({
      msg: "method",
      method: "login",
      params: [{ user: { username: "a" }, password: { digest: s, algorithm: "sha-256" } }],
    }),
  "json rpc auth object": (s) => post({ jsonrpc: "2.0", method: "authenticate", params: { user: "a", credential: s } }),
  "json unlock": (s) => post({ jsonrpc: "1.0", method: "walletpassphrase", params: [s, 60] }),
  "json eth": (s) => post({ jsonrpc: "2.0", method: "personal_unlockAccount", params: ["0xabc", s, 30] }),
  "json zabbix": (s) => post({ jsonrpc: "2.0", method: "user.get", auth: s, id: 1 }),
  "json aria2": (s) => post({ jsonrpc: "2.0", method: "aria2.addUri", params: [`token:${s}`, ["https://h/a"]] }),
  "json mattermost": (s) => post({ seq: 1, action: "authentication_challenge", data: { token: s } }),
  "json discord identify": (s) => post({ op: 2, d: { token: s, intents: 1 } }),
  "json homeassistant": (s) => post({ type: "auth", access_token: s }),
  "json pusher": (s) =>
    post({ event: "pusher:subscribe", data: { channel: "private-a", auth: `278d425bdf160c739803:${s}` } }),
  "json nats connect": (s) => text(`CONNECT {"verbose":false,"user":"a","pass":"${s}"}\r\n`),
  "json stomp": (s) => text(`CONNECT\naccept-version:1.2\nlogin:joe\npasscode:${s}\n\n\0`),
  "json mqtt": (s) =>
    json({ packet: { cmd: "connect", username: "a", password: { type: "Buffer", data: Array.from(Buffer.from(s)) } } }),
  "json smtp log": (s) =>
    text(`C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: ${b64("joe")}\nS: 334 UGFzc3dvcmQ6\nC: ${b64(s)}\nS: 235 ok\n`),
  "json redis log": (s) => text(`1700000000.1 [0 127.0.0.1:1] "AUTH" "default" "${s}"\n`),
  "json redis log 1": (s) => text(`1700000000.1 [0 127.0.0.1:1] "AUTH" "${s}"\n`),
  "json memcached": (s) => json({ sasl_password: s }),
  "json snmpv3": (s) => json({ snmpv3: { authProtocol: "SHA", authPassword: s, privPassphrase: `${s}1` } }),
  "json radius": (s) => json({ radius: { sharedSecret: s } }),
  "json ipmi": (s) => json({ driver_info: { ipmi_username: "a", ipmi_password: s, "redfish-password": `${s}1` } }),
  "json nova": (s) => json({ server: { adminPass: s, id: "1" } }),
  "json keystone v2": (s) => post({ auth: { passwordCredentials: { username: "a", password: s } } }),
  "json keystone trust": (s) => post({ auth: { identity: { methods: ["oauth1"], oauth1: { consumer_secret: s } } } }),
  "json keystone totp": (s) =>
    post({ auth: { identity: { methods: ["totp"], totp: { user: { id: "a", passcode: s } } } } }),
  "json heat": (s) => post({ stack_name: "a", parameters: { db_password: s, flavor: "m1" } }),
  "json heat output": (s) => json({ stack: { outputs: [{ output_key: "admin_password", output_value: s }] } }),
  "json trove": (s) => post({ users: [{ name: "a", password: s, databases: [] }] }),
  "json magnum": (s) => json({ trust_id: "1", trustee_password: s }),
  "json manila": (s) => json({ access_list: [{ access_type: "cephx", access_key: s }] }),
  "json cinder": (s) =>
    json({ connection_info: { data: { auth_username: "a", auth_password: s, discovery_auth_password: `${s}1` } } }),
  "json swift key": (s) => asks("X-Account-Meta-Temp-URL-Key", s),
  "json barbican": (s) => post({ name: "a", payload: s, payload_content_type: "text/plain" }),
  "json octavia": (s) => json({ tls_container: { passphrase: s, private_key: `${s}1` } }),
  "json aodh": (s) => json({ alarm_actions: [`https://h/?token=${s}`] }),
  "json zun": (s) => post({ environment: { MYSQL_ROOT_PASSWORD: s } }),
  "json blazar": (s) => json({ user_data: b64(`#cloud-config\npassword: ${s}\nchpasswd: {expire: false}\n`) }),
  "json ignition": (s) =>
    json({ storage: { files: [{ path: "/etc/a", contents: { source: `data:,password%3D${s}` } }] } }),
  "json ignition base64": (s) => json({ contents: { source: `data:text/plain;base64,${b64(`token: ${s}\n`)}` } }),
  "json grafana": (s) => json({ secureJsonFields: {}, secureJsonData: { password: s } }),
  "json airflow": (s) => json({ conn_id: "a", extra: JSON.stringify({ extra__google_cloud_platform__key_secret: s }) }),
  "json n8n": (s) => json({ credentials: { data: { user: "a", password: s } } }),
  "json k6": (s) => json({ secrets: { k6: s } }),
  "json vs code": (s) => json({ configurations: [{ env: { AWS_SECRET_ACCESS_KEY: s } }] }),
  "json npm audit": (s) => json({ npm: { _auth: b64(`a:${s}`) } }),
  "json composer": (s) => json({ "github-oauth": { "github.example": s } }),
  "json docker config": (s) =>
    json({ auths: { h: { username: "a", password: s } }, HttpHeaders: { "X-Meta-Token": `${s}1` } }),
  "json kube config": (s) => json({ users: [{ user: { "client-key-data": b64(s + s), token: `${s}1` } }] }),
  "json helm": (s) => json({ data: { release: b64(b64(JSON.stringify({ config: { password: s } }))) } }),
  "json k8s configmap": (s) => json({ kind: "ConfigMap", data: { "app.properties": `db.user=a\ndb.password=${s}\n` } }),
  "json k8s patch": (s) => ({
    method: "PATCH",
    requestBody: aJson(
      [
        { op: "add", path: "/stringData/opening", value: s },
        { op: "replace", path: "/spec/adminPassword", value: `${s}1` },
      ],
      "application/json-patch+json",
    ),
  }),
  "json cloudtrail": (s) => json({ responseElements: { credentials: { accessKeyId: "ASIAX", sessionToken: s } } }),
  "json gcp access": (s) => json({ payload: { data: b64(s) }, name: "projects/1/secrets/a/versions/1" }),
  "json azure secret": (s) => json({ value: s, id: "https://v.vault.azure.net/secrets/a/1" }),
  "json doppler": (s) => json({ secrets: { A: { raw: s, computed: s } } }),
  "json vault kv2": (s) => json({ data: { data: { a: s }, metadata: { version: 1 } }, lease_id: "", mount_type: "kv" }),
  "json vault approle": (s) => post({ role_id: "a", secret_id: s }),
  "json bitwarden": (s) => json({ login: { username: "a", password: s, totp: `${s}1` } }),
  "json keepass": (s) =>
    json({ entry: { String: [{ Key: "Password", Value: { "@ProtectInMemory": "True", "#text": s } }] } }),
  "json okta": (s) =>
    json({ credentials: { password: { value: s }, recovery_question: { question: "q", answer: `${s}1` } } }),
  "json auth0": (s) => json({ client_id: "a", client_secret: s, signing_keys: [{ cert: "x" }] }),
  "json firebase signin": (s) => json({ idToken: s, refreshToken: `${s}1`, localId: "a" }),
  "json cognito": (s) => json({ AuthenticationResult: { AccessToken: s, RefreshToken: `${s}1` } }),
  "json cognito challenge": (s) =>
    post({
      ChallengeName: "SMS_MFA",
      ChallengeResponses: { SMS_MFA_CODE: s, USERNAME: "a" },
      Session: `${s}${s}${s}1`,
    }),
  "json cognito srp": (s) => post({ AuthParameters: { USERNAME: "a", PASSWORD: s, SECRET_HASH: `${s}1` } }),
  "json webauthn": (s) => json({ response: { signature: s, authenticatorData: "a", userHandle: "b" } }),
  "json apple": (s) => json({ identityToken: s, authorizationCode: `${s}1` }),
  "json recaptcha": (s) => post({ "g-recaptcha-response": s }),
  "json turnstile": (s) => post({ "cf-turnstile-response": s }),
  "json push": (s) => json({ endpoint: "https://push.example/a", keys: { p256dh: "x", auth: s } }),
  "json fcm": (s) => post({ registration_token: s }),
  "json webrtc": (s) => json({ iceServers: [{ urls: "turn:h", username: "1:a", credential: s }] }),
  "json sdp": (s) =>
    json({
      sdp: `v=0\r\na=ice-ufrag:abcd\r\na=ice-pwd:${s}\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${b64(s + s).slice(0, 40)}\r\n`,
    }),
  "json rtmp": (s) => json({ ingest: { url: "rtmp://h/live", streamKey: s } }),
  "json zoom": (s) =>
    json({
      join_url: `https://zoom.example/j/1?pwd=${s}`,
      start_url: `https://zoom.example/s/1?zak=${s}1`,
      passcode: `${s}2`,
    }),
  "json stripe intent": (s) => json({ client_secret: `pi_3${s}_secret_${s}1` }),

  // XML and markup.
  "xml attribute prefix": (s) => text(`<db:conn db:password="${s}" db:user="a"/>`, "application/xml"),
  "xml cdata": (s) => text(`<a><password><![CDATA[${s}]]></password></a>`, "application/xml"),
  "xml cdata of JSON": (s) => text(`<a><body><![CDATA[{"token":"${s}"}]]></body></a>`, "application/xml"),
  "xml entities": (s) => text(`<a>&lt;secret&gt;${s}&lt;/secret&gt;</a>`, "application/xml"),
  "xml property": (s) =>
    text(`<property><name>fs.s3a.secret.key</name><value>${s}</value></property>`, "application/xml"),
  "xml bean": (s) => text(`<bean><property name="password" value="${s}"/></bean>`, "application/xml"),
  "xml constructor": (s) =>
    text(`<bean><property name="apiSecret"><value>${s}</value></property></bean>`, "application/xml"),
  "xml plist": (s) => text(`<plist><dict><key>AuthToken</key><string>${s}</string></dict></plist>`, "application/xml"),
  "xml soap header": (s) =>
    sent(
      `<s:Header><AuthHeader><SessionHeader><sessionId>${s}</sessionId></SessionHeader></AuthHeader></s:Header>`,
      "text/xml",
    ),
  "xml unattend": (s) =>
    text(`<AutoLogon><Password><Value>${s}</Value><PlainText>true</PlainText></Password></AutoLogon>`, "text/xml"),
  "xml groups": (s) => text(`<Properties userName="a" cpassword="${s}" neverExpires="1"/>`, "text/xml"),
  "xml comment": (s) => text(`<a><!-- password: ${s} --></a>`, "application/xml"),
  "xml pi": (s) => text(`<?conf token="${s}"?><a/>`, "application/xml"),
  "xml vmware": (s) =>
    sent(
      `<Login xmlns="urn:vim25"><_this type="SessionManager">S</_this><userName>a</userName><password>${s}</password></Login>`,
      "text/xml",
    ),
  "xml netconf": (s) =>
    text(
      `<rpc><config><users><user><name>a</name><auth-key>${s}</auth-key></user></users></config></rpc>`,
      "application/xml",
    ),
  "html input before": (s) => text(`<input value="${s}" type="password">`, "text/html"),
  "html hidden nonce": (s) =>
    text(
      `<input type="hidden" id="_wpnonce" name="_wpnonce" value="x"><input type=hidden name=api_token value='${s}'>`,
      "text/html",
    ),
  "html meta": (s) => text(`<meta content='${s}' name='csrf-token'/>`, "text/html"),
  "html data": (s) => text(`<body data-access-token="${s}">`, "text/html"),
  "html script json": (s) => text(`<script>var cfg = JSON.parse('{"apiSecret":"${s}"}');</script>`, "text/html"),
  "html attr json": (s) => text(`<div data-config="{&quot;secretKey&quot;:&quot;${s}&quot;}"></div>`, "text/html"),
  "html link": (s) => text(`<a href="/reset?reset_password_token=${s}">x</a>`, "text/html"),
  "html textarea": (s) => text(`<label>API key</label><textarea name="api_key">${s}</textarea>`, "text/html"),
  "html code": (s) => text(`<p>Your API token:</p><pre><code>${s}</code></pre>`, "text/html"),

  // Encodings.
  "gzip base64 in JSON": (s) => json({ data: b64(b64(JSON.stringify({ password: s }))) }),
  "utf-16 body": (s) => ({
    responseBody: {
      type: "application/json; charset=utf-16le",
      bytes: Buffer.from(JSON.stringify({ password: s }), "utf16le"),
    },
  }),
  "bom body": (s) => text(`\u{FEFF}{"password":"${s}"}`, "application/json"),
  "latin-1 type": (s) => text(`{"password":"${s}"}`, "application/json; charset=iso-8859-1"),
  "json as html": (s) => text(`{"password":"${s}"}`, "text/html"),
  "json as javascript call": (s) => text(`/**/cb({"accessToken":"${s}"});`, "application/javascript"),
  "json behind a guard": (s) => text(`)]}',\n{"accessToken":"${s}"}`, "application/json"),
  "json behind while": (s) => text(`while(1);[{"secretKey":"${s}"}]`, "application/json"),
  json5: (s) => text(`{ user: 'joe', password: '${s}', /* x */ }`, "application/json5"),
  jsonc: (s) => text(`{\n  // the key\n  "apiKey": "${s}", // x\n}`, "application/json"),
  hjson: (s) => text(`{\n  password: ${s}\n  a: 1\n}`),
  ndjson: (s) => text(`{"a":1}\n{"password":"${s}"}\n`, "application/x-ndjson"),
  "json seq": (s) => text(`\u{1e}{"password":"${s}"}\n`, "application/json-seq"),
  "octal escapes": (s) => text(`password=\\"${s}\\"`),
  "url in form in JSON": (s) => json({ body: `grant_type=password&username=a&password=${s}` }),
  "quoted printable": (s) => text(`password=3D${s}\n`, "message/rfc822"),
  "python repr": (s) => text(`{'user': 'a', 'password': b'${s}'}`),
  "python request": (s) => text(`PreparedRequest headers: {'Authorization': 'Bearer ${s}', 'Accept': '*/*'}`),
  "ruby hash": (s) => text(`{:user=>"a", :password=>"${s}"}`),
  "perl dumper": (s) => text(`$VAR1 = {\n  'password' => '${s}'\n};`),
  "go struct": (s) => text(`{User:a Password:${s} Port:5432}`),
  "go struct pointer": (s) => text(`&config.DB{Host:"h", Password:"${s}"}`),
  "java map": (s) => text(`{user=a, password=${s}, x=1}`),
  scala: (s) => text(`Config(user -> a, apiKey -> ${s})`),
  clojure: (s) => text(`{:user "a", :password "${s}"}`),
  erlang: (s) => text(`[{user,<<"a">>},{password,<<"${s}">>}]`),
  haskell: (s) => text(`Config {user = "a", password = "${s}"}`),
  "swift dump": (s) => text(`▿ Config\n  - user: "a"\n  - apiKey: "${s}"\n`),
};

export function plantStrangers(seed: string): Plant[] {
  return Object.entries(PLACES).map(([name, put]) => {
    const secret = createSecret(createRandom(`${seed}/stranger/${name}`));
    return { kind: "strangers", name, messages: [put(secret)], traces: tracesOf(secret) };
  });
}
