import { json, text } from "./messages.ts";
import type { Decoy, Message } from "./plant.ts";

const found: (readonly [name: string, message: Message, keeps: readonly string[]])[] = [];

const resH = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });

function dj(value: unknown, keeps: readonly string[] = [JSON.stringify(value)]): void {
  found.push([JSON.stringify(value).slice(0, 80), json(value), keeps]);
}

function dt(bytes: string, type = "text/plain", keeps: readonly string[] = [bytes.trim()]): void {
  found.push([bytes.slice(0, 80), text(bytes, type), keeps]);
}

/** Plain, and within JSON. */
function dx(bytes: string): void {
  dt(bytes);
  dj({ note: bytes });
}

dx("password: required|string|min:8");
dx("'password' => 'required|string|min:8|confirmed'");
dj({ rules: { password: "required|string|min:8", token: "nullable|string|size:64" } });
dj({ rules: { password: ["required", "string", "min:8", "max:255"] } });
dx("Your token is valid for 3600 seconds; your session token: 3600 seconds");
dx("Your password is 1234 days old. Your zip code is 94107, your country code is 4949.");
dx("Use token oauth2 to authenticate, or use code SUMMER2026 for 10% off");
dx("The process exited with code 1370 to avoid a loop; 123456 is your account number");
dx("Erlang/OTP 26.2.1 [erts-14.2.1]; use pin GPIO17 to reset the board");
dj({ auth: ["oauth2", "v2.0"] });
dj({ auth: ["oauth2"] });
dj({ auth: "oauth2" });
dj({ auth: "oauth2.0" });
dj({ auth: ["basic", "bearer", "oauth2"] });
dj({ tokens: ["oauth2", "base64", "sha256"] });
dj({ authorization: "oauth2" });
dj({
  securitySchemes: {
    apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
    token: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
  },
});
dj({ properties: { password: { type: "string", format: "password", minLength: 8, example: "********" } } });
dj({ password: "string" });
dj({ token: "string", secret: "string", api_key: "string" });
dj({ password: "String!", token: "ID" });
dj({ password: "varchar(255)", token: "char(64)" });
dj({ columns: [{ name: "password", type: "varchar(255)", nullable: false }] });
dj({ columns: ["id", "password_hash"], types: ["int8", "varchar255"] });
dj({
  token_type: "bearer",
  grant_types: ["authorization_code", "refresh_token", "client_credentials"],
  response_types: ["code", "token", "id_token"],
});
dj({
  grant_types_supported: ["password", "urn:ietf:params:oauth:grant-type:device_code"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "private_key_jwt"],
  code_challenge_methods_supported: ["S256"],
});
dj({
  id_token_signing_alg_values_supported: ["RS256", "ES256"],
  token_endpoint_auth_signing_alg: "RS256",
  id_token_signed_response_alg: "RS256",
});
dj({ error: "password must contain at least 8 characters and 1 number" });
dj({ errors: { password: ["must contain at least 8 characters", "is too short (minimum is 8)"] } });
dj({ errors: { password: "must be at least 8 characters" } });
dj({ errors: { password: ["can't be blank", "is invalid", "has already been taken", "doesn't match"] } });
dj({ errors: { password: ["The password field is required."] }, message: "x" });
dj({ password: ["This field is required."] });
dj({ password: ["This password is too short. It must contain at least 8 characters."] });
dj({ errors: [{ field: "password", message: "must be 8 to 64 characters", code: "too_short" }] });
dj({ errors: [{ field: "token", code: "E1023" }] });
dj({ errors: [{ path: "password", keyword: "minLength", params: { limit: 8 } }] });
dj({ message: "The password must be at least 8 characters." });
dj({ password: { required: true, min: 8, message: "8 characters at least" } });
dj({ password_strength: "strong2", password_age_days: 90, password_last_changed: "2026-01-01T00:00:00Z" });
dj({
  passwordPolicy: { minLength: 12, requireDigits: true },
  passwordExpiry: "P90D",
  password_changed_at: "2026-01-01",
});
dj({ hasPassword: true, password_set: true, password_required: "yes" });
dj({ tokens_used: 1234, prompt_tokens: 12, completion_tokens: 34, tokenizer: "cl100k_base", token_limit: "128k" });
dj({ tokenizer: { tokens: ["hello", "world2", "a1b2c3"] } });
dj(
  {
    tokens: [
      { token: "quick", start_offset: 0, type: "<ALPHANUM>" },
      { token: "brown2x", start_offset: 4 },
    ],
  },
  ["start_offset"],
);
dj({
  secret_name: "db-creds-1",
  secret_ref: "https://h/v1/secrets/0123-4567",
  secretName: "tls1",
  secretKeyRef: { name: "db1", key: "password" },
});
dj({ env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db-creds-1", key: "password" } } }] });
dj({ imagePullSecrets: [{ name: "regcred1" }], secrets: [{ name: "default-token-abc12" }] });
dj({ volumes: [{ name: "creds", secret: { secretName: "db-creds-1", defaultMode: 420 } }] });
dj({ passwordSecretRef: { name: "db-creds-1", key: "pass" } });
dj({ credentials_id: "jenkins-git-1", credentialType: "oauth2", credentialSource: "Ec2InstanceMetadata" });
dj({ keys: [{ id: 1, title: "laptop1", fingerprint: "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8" }] });
dj({ keyName: "key1", keyVersion: "v2", key_id: "1234abcd-12ab-34cd-56ef-1234567890ab", kmsKeyId: "alias/a1" });
dj({ primaryKey: "id", foreignKey: "user_id2", partitionKey: "tenant1", sortKey: "date1" });
dj({ key: "orders-2026-11", value: "12abc3" });
dj({ path: "/prod/db/host", value: "db1.internal" });
dj({ Name: "/prod/db/host", Type: "String", Value: "db1.internal" });
dj({ path: "secret-santa/list1", value: "joe12345" });
dj({ path: "docs/secrets.md", value: "page12" });
dj({ name: "secrets/db/versions/1", state: "ENABLED1" });
dj({ type: "secret", id: "db-creds-1", name: "db1" });
dj({ id: "https://v.vault.azure.net/secrets/db/0123456789abcdef0123456789abcdef", contentType: "text1" });
dx("INSERT INTO orders (id, name) VALUES ('a1b2c3d4', 'web1a2b')");
dx("INSERT INTO users (name, password) VALUES (?, ?)");
dx("INSERT INTO users (name, password) VALUES ($1, $2)");
dx("INSERT INTO users (name, password) VALUES (:name1, :password1)");
dx("INSERT INTO users (name1, password) VALUES (%(name1)s, %(password1)s)");
dx("CREATE TABLE users (id int4, password varchar(255) NOT NULL, token char(64))");
dx("ALTER TABLE users ADD COLUMN password VARCHAR(255)");
dx("SELECT name, password FROM users WHERE id = 'a1b2c3d4'");
dx("UPDATE users SET name = 'web1a2b' WHERE token IS NULL");
dx("CREATE INDEX users_token_idx1 ON users (token)");
dx("INSERT INTO users (name, password_changed_at) VALUES ('web1a2b', '2026-01-01')");
dx("INSERT INTO t (name, password) VALUES ('web1a2b', NULL)");
dx("INSERT INTO t (name, password) VALUES ('web1a2b', '')");
dx("Invalid password: must match ^[a-z]{8,32}$");
dx("password must be 8-64 characters long and contain a1");
dx("token: expected string, got null");
dx("Password (8 characters minimum)");
dx("password - 8 to 20 chars");
dx('Bearer realm="api"');
dx("auth: oauth2");
dx("auth=oauth2");
dx("authorization: oauth2-bearer");
dx("secret: base64encode");
dx("token: base64url");
dx("signature: hmac-sha256");
dx("sig: RS256");
dx("signature_method=HMAC-SHA1");
dx("key: sha256");
dx("type: password1st");
dx("Accept: application/json; token=utf8");
dx("Usage: tool --password PASSWORD --token TOKEN");
dx("Usage: tool [--password <password>] [--api-key=<key>]");
dx("--password-file /run/secrets/db1");
dx("PASSWORD_FILE=/run/secrets/db_password1");
dx("DB_PASSWORD_FILE: /run/secrets/db1");
dx("password: ${DB_PASSWORD_1}");
dx("password: {{ vault_db_password1 }}");
dx("password = var.db_password1");
dx('password = data.vault_generic_secret.db1.data["password"]');
dx("const password = req.body.password1;");
dx("token = request.headers['X-Auth-Token1']");
dx("this.token = getToken1();");
dx("if (password !== password2) {");
dx("def login(user, password1=None):");
dx("password: str = Field(min_length=8)");
dx("@Size(min = 8) private String password;");
dx("public String getPassword1() { return password; }");
dx("password?: string | undefined;");
dx("type Auth = { token: string; expires: number }");
dx("input LoginInput { password: String!, token: ID! }");
dx("string password = 2;");
dx("bytes token = 12;");
dx("See https://docs.example/auth/oauth2/v2.0/token for details");
dj({ token_url: "https://login.example/oauth2/v2.0/token", authorizationUrl: "https://h/oauth2/v2.0/authorize" });
dj({ auth: { methods: ["oauth2", "saml2"], version: "v2.0" } });
dj({ authentication: ["oauth2", "mtls1"], auth_methods: ["oauth2"], authMethods: ["saml2"] });
dj({ auth: { type: "oauth2", flow: "implicit2" } });
dj({ auth: "none", password: null, token: "" });
dj({ credentials: "include", mode: "cors" });
dj({ credentials: "same-origin" });
dj({ authorization: { policy: "RequireAuth2", type: "rbac1" } });
dj({ session: { state: "active1", user: "u12345" } });
dj({ code: "E12345", state: "ACTIVE", status: "ok1" });
dj({ cookies: { banner: "v2.0", policy: "2026-01" } });
dj({ cookie_policy: "v2.0", cookiePolicyVersion: "2026a1" });
dj({ pin: false, pinned: "2026-01-01", pins: [1, 2], pinCode: "Postal code 1" }, ["2026-01-01"]);
dj({ signature_algorithm: "sha256WithRSAEncryption", signatureVersion: "v4", signature_version: "s3v4" });
dj({ hmac: "sha256" });
dj({ jwt: { alg: "RS256", typ: "JWT" } });
dj({ csrf: "enabled1" }, ["csrf"]);
dj({ otp: { type: "totp", digits: 6, period: 30 } });
dj({ mfa: ["totp", "webauthn2", "sms"] });
dj({ factors: ["password", "fido2"] });
dj({ mfa: "fido2" });
dj({ tokenFormat: "jwt2", tokenVersion: "v2.0", token_use: "access", token_lifetime: "PT1H", token_ttl: "768h" });
dj({ secrets_engine: "kv-v2", secret_type: "userpass1", secretStore: "vault1" });
dj({
  swagger: "2.0",
  securityDefinitions: { api_key: { type: "apiKey", name: "api_key", in: "header" } },
  security: [{ api_key: [] }, { oauth2: ["read:pets", "v2.0"] }],
});
dj({ parameters: [{ name: "password", in: "query", type: "string", required: true, description: "8 chars" }] });
dj({ parameters: [{ name: "api_key", in: "header", schema: { type: "string" }, example: "string" }] });
dj({ example: { password: "string", email: "user@example.com" } });
dj({ path: ["password"], message: "String must contain at least 8 character(s)" });
dj({
  loc: ["body", "password"],
  msg: "ensure this value has at least 8 characters",
  type: "value_error.any_str.min_length",
});
dj([{ name: "password", label: "Password 1", type: "password", value: "" }]);
dj([{ name: "password", title: "Password (v2)", type: "text1", order: 3 }]);
dj({ fields: [{ key: "password", text: "Enter the password from step 2" }] });
dj([{ id: "token", text: "Token v2.0" }]);
dj({ name: "token", version: "1.2.3" });
dj({ name: "secret", version: "v1.2.3", license: "MIT1" });
dj({ dependencies: { jsonwebtoken: "^9.0.2", "csrf-token": "1.2.3", "@acme/secret": "^4.5.6", password: "1.0.0" } });
dj({ packages: { "node_modules/keytoken": { version: "1.2.3", resolved: "https://h/a-1.2.3.tgz" } } });
dj({ css: ".password { width: 100px } .token-1 { color: #a1b2c3 }" });
dt(".password{width:100px}.auth-token{color:#a1b2c3;margin:1.5em}", "text/css");
dt(
  '<label for="password1">Password</label><input id="password1" type="password" autocomplete="current-password" minlength="8">',
  "text/html",
);
dt('<option value="oauth2">auth</option><th>Password</th><th>v2.0</th>', "text/html");
dt('<element name="password" type="xs:string1"/>', "text/xml");
dt('<xs:element name="token" type="xs:base64Binary"/>', "text/xml");
dt('<message key="password.tooshort">The password needs 8 characters</message>', "text/xml");
dt("password,token\nvarchar255,char64\n", "text/csv", ["password,token"]);
dt("field,rule\npassword,min:8|max:64\n", "text/csv");
dx(
  "openapi: 3.0.0\ncomponents:\n  schemas:\n    A:\n      properties:\n        password:\n          type: string\n          minLength: 8\n",
);
dx("password:\n  type: string\n  format: password1\n");
dx("grant_type=client_credentials&scope=v2.0");
dx("The token expired at 2026-11-29T10:00:00Z");
dx("token expires_in=3600s");
dx("Password changed on 2026-11-29");
dx("password reset for user1234 at h1");
dx("token 12345 of 67890 processed");
dx("Unexpected token IDENT2 (line 3)");
dx("secret santa 2026");
dx("keyring: /etc/ceph/ceph.client.admin.keyring1");
dx("key1=value1 key2=value2");
dx("monkey=banana12 turkey: gobble12 keyboard=qwerty12");
dx("author: joe12345, authored=2026a1");
dx("passenger=joe12345 passport_country=DE1234 compass: north12");
dx("tokenize=utf8mb4 secretary: joe12345 piny: abc123");
dx("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKzv7x7y0yqX1y2vS5m8b0iN1Qm4mF1oabcd joe@h");
dx("X-Token-Count: 1234567 X-Auth-Method: oauth2 Session-Expires: 1800s1");
for (const [n, v] of [
  ["X-Auth-Method", "oauth2"],
  ["X-Token-Type", "bearer2"],
  ["X-Auth-Type", "saml2"],
  ["X-Password-Policy", "min8"],
  ["X-Secret-Version", "v2.0"],
  ["X-Ratelimit-Limit-Tokens", "40000"],
  ["OpenAI-Organization", "acme-1"],
  ["X-Key-Id", "abc-123"],
  ["X-Session-State", "active1"],
] as const)
  found.push([`${n}: ${v}`, resH(n, v), [v]]);
for (const p of [
  "/oauth2/v2.0/token",
  "/auth/realms/a1/protocol/openid-connect/token",
  "/x?auth=oauth2",
  "/x?sort=password1&order=asc",
  "/docs/reset-password/step2",
  "/v1/secrets/list2",
  "/x?fields[token]=id1,name",
  "/x?response_type=id_token&scope=openid",
])
  found.push([p, { path: p }, [p]]);

/** Schemas, labels, rules and errors of forms, ways to sign in, algorithms, and code that name secrets but contain none. */
export function createDecoysOfWords(): Decoy[] {
  return found.map(([name, message, keeps]) => ({ kind: "decoys of words", name, messages: [message], keeps }));
}
