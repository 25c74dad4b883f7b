import { json } from "./messages.ts";
import { type Decoy, type Message, aText } from "./plant.ts";

const found: (readonly [name: string, message: Message, keeps: readonly string[]])[] = [];

function dj(value: unknown, keeps: readonly string[] = [JSON.stringify(value)]): void {
  found.push([JSON.stringify(value).slice(0, 80), json(value), keeps]);
}

/** Plain, and within JSON. */
function dx(bytes: string, type = "text/plain"): void {
  found.push([bytes.slice(0, 80), { responseBody: aText(bytes, type) }, [bytes.trim()]]);
  dj({ note: bytes });
}

function dh(name: string, value: string): void {
  found.push([`${name}: ${value}`.slice(0, 80), { responseHeaders: [[name, value]] }, [value]]);
}

function dp(path: string): void {
  found.push([path.slice(0, 80), { path }, [path]]);
}

// Words for a secret, followed by a name.
dh("Server-Timing", 'auth;desc="token cache", db;dur=2.1;desc="secret postgresql15creds"');
dh("Server-Timing", 'cdn-cache;desc=HIT, edge;dur=1, origin;desc="key rotation2026 done"');
dh("Warning", '199 - "password policy2026 applies"');
dh("WWW-Authenticate", 'Bearer realm="x", error="invalid_token", error_description="The token is expired"');
dh("Cache-Status", 'edge; hit; ttl=30; key="/catalog/shoes?page=2"');
dh("Content-Disposition", 'attachment; filename="token-report-2026.csv"');
dh("X-Served-By", "cache-fra-etou8220137-FRA, cache-ams2100112-AMS");
dh("CF-Ray", "8a1b2c3d4e5f6a7b-FRA");
dh("X-Amz-Cf-Id", "pRv8d2m4sJc0b1x3yZ6w9q5t7u8i0o1p2a3s4d5f6g7h8j9k0l==");
dh("X-Amz-Request-Id", "tx00000000000000000000a-0064b1c2d3-1a2b-default");
dh("Traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
dh("Etag", 'W/"33a64df551425fcc55e4d42a148795d9f25f89d4"');
dh("Report-To", '{"group":"cf-nel","max_age":604800,"endpoints":[{"url":"https://a.nel.example/report/v4?s=x"}]}');
dh("X-Ms-Version", "2024-11-04");
dh("Api-Supported-Versions", "1.0, 2.0, 2024-05-01-preview");
dx("error: secret postgresql15creds not found in namespace default2026");
dx('level=info msg="secret mysql8credentials created" namespace=prod');
dx('msg="password elasticsearch7user changed"');
dx("The token sha256digest was computed; key rsa2048signing is used");
dx("Deleted secret rabbitmq3cookie and token jenkins2github");
dx("Using api key staging2database from the environment");
dx("waiting for token ingressnginx1tls to be issued");
dx("Use a password manager2026 edition or a secret santa2026 list");
dx("token kubernetes1certs, secret grafana10admin, password wordpress2024");
dx("access token version12release3 of the client");

// Keys that are names, also in base64.
dj({ kvs: [{ key: "L2FwcC9jb2xvcg==", value: "Ymx1ZTEyMw==", version: "1" }] });
dj({ key: "Zm9vYmFy", value: "cXV4MTIzNA==" });
dj({ Key: "L3Byb2QvZGIvaG9zdA==", Value: "ZGIxLmV4YW1wbGU=" });
dj({ key: "color", value: "blue1234" });
dj([{ keyName: "primaryColor", value: "blue1234567" }]);
dj({ permissions: "read", id: "a1b2c3d4" });
dj({ name: "admin", permissions: "full", displayName: "Joe2026" });

// SQL with harmless parameters.
dj({ sql: "INSERT INTO users (name, city) VALUES (?, ?)", args: [{ type: "text", value: "joe12345" }] });
dj({
  stmt: {
    sql: "UPDATE users SET city = :c",
    named_args: [{ name: "c", value: { type: "text", value: "berlin10117" } }],
  },
});
dj({ sql: "UPDATE users SET city = ?1, password = ?2 WHERE id = 3", params: ["berlin10117", null] });
dj({
  sql: "INSERT INTO users (name, password_changed_at) VALUES (:n, :p)",
  parameters: [
    { name: "n", value: { stringValue: "joe12345" } },
    { name: "p", value: { stringValue: "2026-11-29T10:00:00Z" } },
  ],
});
dj({ parameters: [{ name: "limit", in: "query", schema: { type: "integer", default: 20 } }] });

// Paths with calls and times.
dp("/Users(id=12345678,name='joe12345')");
dp("/odata/Products(ProductId='a1b2c3d4e5')/Supplier");
dp("/GetNearestAirport(lat=33,lon=-118)");
dp("/v1/sys/init?standbyok=true");
dp("/docs/secrets/create-a-secret-2026");

// Sections of configuration files.
dx("[token]\nalgorithm = RS256withRSA2048\nissuer_url = https://h/2026\n");
dx("[tool.poetry]\nname = abcdef123456789\nversion = 1.2.3\n");
dx("[secrets]\nbackend_type = vault2backend2026\nfile = /etc/secrets2026/a.json\n");
dx("[package]\nname = serde-json-2026x\nedition = 2021\n");
dx("[credentials]\nusername = joe1234567890\nregion = eu-central-1-zone2\n");
dx("auth:\n  type: oauth2client\n  issuer: https://h/realm2026\n", "application/yaml");
dx("password:\n  minLength: 12\n  policy: strong2026\n", "application/yaml");
dx("tokens:\n  - name: ci2026runner\n    expires: 2027-01-01\n", "application/yaml");
dx("secretKeyRef:\n  name: postgres15creds\n  key: password\n", "application/yaml");
dx("existingSecret: postgres15creds\nimagePullSecrets:\n  - name: regcred2026\n", "application/yaml");
dx("passwordSecretRef:\n  name: db1creds\n  key: pw\n", "application/yaml");

// What programs read from the environment.
dx("const k = process.env.API_KEY || process.env.OLD_KEY;", "application/javascript");
dx('const p = process.env.PORT || "8080a1b2";', "application/javascript");
dx('os.getenv("REGION", "eu-central-1")');
dx('os.getenv("TOKEN_URL", "https://h/oauth2/token")');
dx("docker run -e DB_HOST=db1.example -e DB_NAME=app2026 a");
dx("${DB_PASSWORD:?must be set}");
dx("${API_TOKEN:-}");
dx("${LOG_LEVEL:-debug2026}");

// Command lines with options of similar names.
dx("openssl x509 -in cert2026.pem -noout -text");
dx("openssl enc -aes-256-cbc -in file2026.txt -out file2026.enc");
dx("influx query -o org2026 'from(bucket:1)'");
dx("doctl compute droplet list --region fra1");
dx("snyk test --severity-threshold=high");
dx("mix deps.get && mix ecto.migrate");
dx("conan install . --profile default2026");
dx("skopeo copy docker://a/b:v1.2.3 dir:/tmp/x2026");
dx("buildah bud -t app2026:latest .");
dx("bw list items --search example2026");
dx("crane digest ghcr.example/app2026:v1");
dx("cosign verify --key cosign2026.pub img");
dx("user joe1234 on tty2026 > /dev/null");
dx("nxc smb 10.0.0.1 -u guest2026");
dx("ngrok http 8080 --domain app2026.ngrok.example");

// Logs and pages.
dx("CEF:0|a|b|1|2|login|3|suser=joe cs1Label=city cs1=berlin10117 cs2=rome00100 cs2Label=Place");
dx("::set-output name=version::1.2.3-beta4\n::group::Install2026\n");
dx("BUNDLE_PATH: vendor/bundle2026\nBUNDLE_WITHOUT: development:test2026\n");
dx("npm notice integrity: sha512-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6==");
dx('<script nonce="r4nd0mN0nc3V4lu3" src="/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6"></script>', "text/html");
dx('<input type="password" name="password" placeholder="at least 8 characters">', "text/html");
dx('<meta name="viewport" content="width=device-width, initial-scale=1">', "text/html");
dx('<a href="/forgot-password?lang=en2026">Forgot your password?</a>', "text/html");
dx("GET /oauth2/v2.0/token HTTP/1.1 404 12 ms");
dx("2026-11-29T10:00:00Z INFO rotated key id=4bf92f3577b34da6 in 12ms");
dx("PASETO tokens begin with v4.local. or v4.public. and a payload");
dx("a JWE has five parts, a JWS three: eyJhbGciOi….");
dx("npm audit: password-prompt2 needs update to 1.1.3");
dj({ crumb: "Home", breadcrumbs: ["Home", "Catalog2026"] });
dj({ crumbRequestField: "Jenkins-Crumb" });
dj({ macaroonsSupported: true, macaroon_caveats: 3 });
dj({ validation: { key: "required2026" } });
dj({ bearer: { type: "http", format: "JWT2026" } });
dj({ token: { "expires.at": "2026-11-29T10:00:00Z" } });
dj({ securitySchemes: { bearer: { "x-docs.url": "https://h/2026" } } });
dj({
  keys: [
    {
      kid: "a1b2c3d4",
      kty: "RSA",
      alg: "RS256",
      use: "sig",
      n: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs",
      e: "AQAB",
    },
  ],
});
dj({ data: { id: "tok_ref", type: "tokens", attributes: { description: "CI2026", "created-at": "2026-11-29" } } });
dj({ kind: "TokenReview", status: { authenticated: true, user: { username: "system:serviceaccount:a:b2026" } } });
dj({ resources: [{ type: "random_id", instances: [{ attributes: { byte_length: 8, keepers: { v: "a2026" } } }] }] });
dj({ Name: "config2026", Data: "dGhlIGNvbG9yIGlzIGJsdWU=" });
dj({ otpauthSupported: true, totp: { digits: 6, period: 30, algorithm: "SHA256" } });
dj({ secretsmanager: { endpoint: "https://secretsmanager.eu-central-1.example" } });
dj({ signatureAlgorithm: "ECDSA-SHA256", signatureVersion: "v4", signature_method: "HMAC-SHA1" });

export function createDecoysOfTools(): Decoy[] {
  return found.map(([name, message, keeps]) => ({ kind: "tools", name, messages: [message], keeps }));
}
