import { createSecret } from "./plant-headers.ts";
import { type Plant, aForm, aJson, aText, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

const PEM = (kind: string, secret: string): string =>
  [
    `-----BEGIN ${kind}PRIVATE`,
    ` KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC${secret}KcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END ${kind}PRIVATE`,
    " KEY-----\n",
  ].join("");

/** Files and messages with their own notation for a secret. */
const DOCUMENTS: Readonly<Record<string, (secret: string) => string>> = {
  "kubeconfig, key": (s) =>
    `users:\n- name: a\n  user:\n    client-key-data: ${Buffer.from(PEM("RSA ", s)).toString("base64")}\n`,
  "kubeconfig, token": (s) => `users:\n- name: a\n  user:\n    token: ${s}\n`,
  ".netrc": (s) => `machine api.example login joe password ${s}\n`,
  ".netrc in lines": (s) => `machine api.example\n  login joe\n  password ${s}\n`,
  ".npmrc": (s) => `//registry.example/:_authToken=${s}\n`,
  ".npmrc, basic": (s) => `_auth=${Buffer.from(`joe:${s}`).toString("base64")}\n`,
  ".pypirc": (s) => `[pypi]\nusername = __token__\npassword = ${s}\n`,
  ".pgpass": (s) => `db.internal:5432:app:joe:${s}\n`,
  ".git-credentials": (s) => `https://joe:${s}@git.example\n`,
  ".dockercfg": (s) => JSON.stringify({ auths: { "r.example": { auth: Buffer.from(`joe:${s}`).toString("base64") } } }),
  ".my.cnf": (s) => `[client]\nuser=joe\npassword=${s}\n`,
  ".s3cfg": (s) => `[default]\naccess_key = A\nsecret_key = ${s}\n`,
  "AWS credentials": (s) => `[default]\naws_access_key_id = AKID\naws_secret_access_key = ${s}\n`,
  "mysql -p": (s) => `$ mysql -u root -p${s} app\n`,
  "mysqldump --password": (s) => `$ mysqldump --user=root --password=${s} app\n`,
  sshpass: (s) => `$ sshpass -p ${s} ssh joe@h\n`,
  "sshpass, quoted": (s) => `$ sshpass -p '${s}' ssh joe@h\n`,
  "redis-cli": (s) => `$ redis-cli -h cache -a ${s} ping\n`,
  "curl -u": (s) => `$ curl -u joe:${s} https://h/\n`,
  "curl -H": (s) => `$ curl -H "X-Auth-Token: ${s}" https://h/\n`,
  "docker login": (s) => `$ docker login -u joe -p ${s} r.example\n`,
  PGPASSWORD: (s) => `$ PGPASSWORD=${s} psql -h db\n`,
  "openssl -passin": (s) => `$ openssl rsa -passin pass:${s} -in k.pem\n`,
  "cloud-init chpasswd": (s) => `#cloud-config\nchpasswd:\n  list: |\n    root:${s}\n  expire: false\n`,
  "chpasswd in a shell": (s) => `$ echo "root:${s}" | chpasswd\n`,
  "cloud-init password": (s) => `#cloud-config\npassword: ${s}\nssh_pwauth: true\n`,
  "PHP define": (s) => `define('DB_PASSWORD', '${s}');\n`,
  "PHP array": (s) => `'connections' => array(\n  'password' => '${s}',\n),\n`,
  "AUTH PLAIN": (s) => `C: AUTH PLAIN ${Buffer.from(`\0joe\0${s}`).toString("base64")}\n`,
  "FTP PASS": (s) => `USER joe\r\n331 Password required\r\nPASS ${s}\r\n230 ok\r\n`,
  "IMAP LOGIN": (s) => `a1 LOGIN joe ${s}\r\n`,
  JWK: (s) => JSON.stringify({ keys: [{ kty: "EC", crv: "P-256", x: "abcX", y: "defY", d: `${s}${s}` }] }),
  "JWK, symmetric": (s) => JSON.stringify({ kty: "oct", kid: "a", k: `${s}${s}` }),
  "PuTTY key": (s) =>
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 1\nAAAAC3NzaC1lZDI1NTE5\nPrivate-Lines: 1\n${s}${s}\nPrivate-MAC: ${"ab".repeat(32)}\n`,
  "/etc/shadow": (s) => `root:$6$rounds=5000$${s.slice(0, 8)}$${s}${s}:19000:0:99999:7:::\n`,
  bcrypt: (s) => JSON.stringify({ user: "joe", hash: `$2b$12$${`${s}${s}${s}`.slice(0, 53)}` }),
  htpasswd: (s) => `joe:$apr1$abcdefgh$${s}\n`,
  PEM: (s) => PEM("", s),
  "PEM, OpenSSH": (s) => PEM("OPENSSH ", s),
  "PEM, encrypted": (s) => PEM("ENCRYPTED ", s),
  "PEM in JSON": (s) => JSON.stringify({ note: PEM("EC ", s) }),
  "PEM in YAML": (s) => `note: |\n  ${PEM("RSA ", s).replaceAll("\n", "\n  ")}\n`,
  PGP: (s) =>
    [
      `-----BEGIN PGP PRIVATE`,
      ` KEY BLOCK-----\n\nlQOYBF${s}abcdefghijklmnopqrstuvwxyz0123456789\n=abcd\n-----END PGP PRIVATE`,
      " KEY BLOCK-----\n",
    ].join(""),
  "Java properties": (s) => `spring.datasource.password=${s}\n`,
  "Spring, nested": (s) => `spring:\n  datasource:\n    password: ${s}\n`,
  Terraform: (s) => `provider "x" {\n  password = "${s}"\n}\n`,
  "Terraform state": (s) => JSON.stringify({ outputs: { db: { value: s, type: "string", sensitive: true } } }),
  Ansible: (s) => `ansible_ssh_pass: ${s}\nansible_become_password: x\n`,
  "docker-compose": (s) => `services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${s}\n`,
  "docker inspect": (s) => JSON.stringify([{ Config: { Env: ["PATH=/bin", `MYSQL_ROOT_PASSWORD=${s}`] } }]),
  Dockerfile: (s) => `FROM a\nENV API_TOKEN ${s}\nARG DB_PASSWORD=${s}\n`,
  systemd: (s) => `[Service]\nEnvironment="DB_PASSWORD=${s}"\n`,
  nginx: (s) => `proxy_set_header Authorization "Bearer ${s}";\n`,
  Apache: (s) => `SetEnv DB_PASSWORD ${s}\n`,
  JDBC: (s) => `jdbc:postgresql://db/app?user=joe&password=${s}\n`,
  "JDBC, Oracle": (s) => `jdbc:oracle:thin:joe/${s}@db:1521:x\n`,
  ODBC: (s) => `Driver={SQL};Server=db;Uid=joe;Pwd=${s};\n`,
  "Azure storage": (s) =>
    `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s}${s}==;EndpointSuffix=core.windows.net\n`,
  "Azure service bus": (s) =>
    `Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${s}${s}=\n`,
  "Azure SAS": (s) => `https://a.blob.core.windows.net/c?sv=2022-11-02&se=2026&sr=b&sig=${s}%3D\n`,
  "OpenStack auth_key": (s) =>
    JSON.stringify({ connection_info: { data: { auth_method: "CHAP", auth_username: "u", auth_password: s } } }),
  "OpenStack EC2": (s) => JSON.stringify({ credential: { access: "a", secret: s } }),
  "OpenStack trust": (s) => JSON.stringify({ application_credential: { id: "a", secret: s } }),
  "Barbican payload": (s) => JSON.stringify({ name: "db", payload: s, payload_content_type: "text/plain" }),
  "clouds.yaml": (s) => `clouds:\n  a:\n    auth:\n      auth_url: http://h\n      password: ${s}\n`,
  openrc: (s) => `export OS_USERNAME=joe\nexport OS_PASSWORD=${s}\n`,
  "device authorisation": (s) =>
    JSON.stringify({ device_code: s, user_code: "WDJB-MJHT", verification_uri: "https://h/d", interval: 5 }),
  "recovery code": (s) => `export RECOVERY_CODE='${s}'\n`,
  "service account": (s) => JSON.stringify({ type: "service_account", private_key_id: "a", private_key: PEM("", s) }),
  "Slack payload": (s) => JSON.stringify({ ok: true, authed_user: { access_token: s } }),
  Vault: (s) => JSON.stringify({ auth: { client_token: s, accessor: "a", policies: ["default"] } }),
  "Vault KV": (s) => JSON.stringify({ data: { data: { db_password: s } } }),
  "wp-config": (s) => `define( 'AUTH_KEY', '${s}' );\n`,
  Rails: (s) => `production:\n  secret_key_base: ${s}\n`,
  Django: (s) => `SECRET_KEY = 'django-insecure-${s}'\n`,
  Laravel: (s) => `APP_KEY=base64:${s}${s}=\n`,
  "Wi-Fi": (s) => `network={\n  ssid="a"\n  psk="${s}"\n}\n`,
  WireGuard: (s) => `[Interface]\nPrivateKey = ${s}${s}=\n`,
  SNMP: (s) => `snmp-server community ${s} RO\n`,
  Cisco: (s) => `username joe password 7 ${s}\n`,
  LDIF: (s) => `dn: cn=joe\nuserPassword: ${s}\n`,
  htdigest: (s) => `Proxy-Authorization: Basic ${Buffer.from(`joe:${s}`).toString("base64")}\n`,
  "HTTP in a log": (s) => `POST /login HTTP/1.1\r\nHost: h\r\nCookie: sid=${s}\r\n\r\nuser=joe&password=${s}\r\n`,
  "Git remote": (s) => `[remote "origin"]\n  url = https://oauth2:${s}@git.example/a.git\n`,
  SQL: (s) => `ALTER USER joe WITH PASSWORD '${s}';\nCREATE USER a IDENTIFIED BY '${s}';\n`,
  Windows: (s) => `net user joe ${s} /add\n`,
  PowerShell: (s) => `ConvertTo-SecureString "${s}" -AsPlainText -Force\n`,
};

export function plantDocuments(seed: string): Plant[] {
  return Object.entries(DOCUMENTS).flatMap(([name, write]) => {
    const random = createRandom(`${seed}/${name}`);
    const [first, second, third] = [createSecret(random), createSecret(random), createSecret(random)];
    const isJson = /^(?:\{"|\[\{)/.test(write(first));
    return [
      {
        secret: first,
        name,
        message: { responseBody: isJson ? aJson(JSON.parse(write(first))) : aText(write(first)) },
      },
      { secret: second, name: `${name}, in JSON`, message: { responseBody: aJson({ id: 1, content: write(second) }) } },
      {
        secret: third,
        name: `${name}, in a form`,
        message: { method: "POST", requestBody: aForm({ id: "1", content: write(third) }) },
      },
    ].map(({ secret, name: plant, message }) => ({
      kind: "documents",
      name: plant,
      messages: [message],
      traces: tracesOf(secret),
    }));
  });
}

/** Unchanged documents, for tests that truncate them. */
export function documentsOf(
  seed: string,
): readonly { readonly name: string; readonly text: string; readonly secret: string }[] {
  return Object.entries(DOCUMENTS).map(([name, write]) => {
    const secret = createSecret(createRandom(`${seed}/${name}/cut`));
    return { name, text: write(secret), secret };
  });
}
