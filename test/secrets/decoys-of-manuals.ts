import { type Decoy, type Message, type WireBody, aForm, aJson, aText } from "./plant.ts";

const JSON_VALUES: readonly unknown[] = [
  {
    client_id: "s6BhdRkqt3",
    client_id_issued_at: 2893256800,
    client_secret_expires_at: 2893276800,
    token_endpoint_auth_method: "client_secret_basic",
  },
  {
    registration_client_uri: "https://as.example/register/s6BhdRkqt3",
    grant_types: ["authorization_code", "refresh_token"],
  },
  { active: true, client_id: "l238j323ds-23ij4", token_type: "Bearer", sub: "Z5O3upPC88QrAjx00dis", jti: "5f2b0e4a" },
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    id: "2819c223-7f76-453a-919d-413861904646",
    meta: { version: 'W/"3694e05e9dff590"' },
  },
  {
    changePassword: { supported: false },
    authenticationSchemes: [{ type: "oauthbearertoken", name: "OAuth Bearer Token" }],
  },
  { type: "password", userLabel: "My password2", createdDate: 1790000000000, temporary: false, priority: 10 },
  { credentialData: '{"hashIterations":27500,"algorithm":"pbkdf2-sha256"}', id: "8f14e45f" },
  { passwordPolicy: "hashIterations(27500) and length(8) and digits(1)", bruteForceProtected: true },
  { factorType: "token:software:totp", provider: "GOOGLE", status: "PENDING_ACTIVATION" },
  { authenticator_type: "otp", oob_channel: "sms2", binding_method: "prompt", id: "sms|dev_NU1Ofuw3Cw0XCt5x" },
  { ChallengeName: "SOFTWARE_TOKEN_MFA", CodeDeliveryDetails: { Destination: "+1***4711", DeliveryMedium: "SMS" } },
  {
    publicKey: {
      challenge: "T1xCsnxM2DNL2KdK5CLa6fMhD7OBqho6syzInk_n",
      rp: { id: "example.com" },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    },
  },
  {
    credProps: { rk: true },
    authenticatorAttachment: "platform",
    type: "public-key",
    id: "AAhH7cnPRBkcukjnc2G2GM1H5dkVs9P1q2VErhD57pk",
  },
  {
    KeyMetadata: {
      KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeySpec: "SYMMETRIC_DEFAULT",
    },
  },
  {
    ARN: "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestSecret-a1b2c3",
    VersionIdsToStages: { "EXAMPLE1-90ab-cdef": ["AWSCURRENT"] },
  },
  {
    NextToken: "eyJ2IjoiMiIsImMiOiI0In0",
    MaxResults: 50,
    Parameters: [{ Name: "/prod/db", Type: "SecureString", KeyId: "alias/aws/ssm" }],
  },
  {
    KeyPairId: "key-0123456789abcdef0",
    KeyFingerprint: "1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca",
    KeyName: "my-key-pair2",
  },
  { imageId: "ami-0abcdef1234567890", keyName: "deploy-2026", securityGroups: ["sg-0123456789abcdef0"] },
  {
    keyId: "f0b0b335-1d71-4883-8f98-567911bfdca6",
    hint: "6gn",
    startDateTime: "2026-11-30T09:00:00Z",
    displayName: "Password friendly name2",
  },
  { passwordCredentials: [{ customKeyIdentifier: null, endDateTime: "2028-11-30T09:00:00Z", keyId: "f0b0b335-1d71" }] },
  { keyEncryptionKey: { keyUrl: "https://v.vault.azure.net/keys/k/78deebed173b48e48f55abf87ed4cf71" } },
  {
    kid: "https://myvault.vault.azure.net/keys/CreateSoftKeyTest/78deebed173b48e48f55abf87ed4cf71",
    key_ops: ["encrypt", "decrypt"],
  },
  {
    client_email: "svc@p.iam.gserviceaccount.com",
    private_key_id: "3b1c0f5e8d7a",
    token_uri: "https://oauth2.googleapis.com/token",
    auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
  },
  {
    name: "projects/p/secrets/db-pass/versions/3",
    state: "ENABLED",
    etag: '"16211daf5f29c5"',
    replication: { automatic: {} },
  },
  {
    primary: {
      name: "projects/p/locations/x/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
      algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
      protectionLevel: "SOFTWARE",
    },
  },
  {
    request_id: "2eeb0206-ab0d-9d31-2ea6-6aa8bd44c2ab",
    lease_id: "",
    renewable: false,
    lease_duration: 2764800,
    wrap_info: null,
  },
  {
    accessor: "B6oixijqmeR4bsLOJH88Ska9",
    policies: ["default"],
    token_policies: ["default"],
    token_type: "service",
    orphan: true,
  },
  { secret_id_accessor: "84896a0c-1347-aa90-a4f6-aca8b7558780", secret_id_ttl: 600, secret_id_num_uses: 40 },
  { sealed: true, t: 3, n: 5, progress: 2, nonce: "", version: "1.18.2", type: "shamir", recovery_seal: false },
  {
    keys: { "1": { name: "v1-2026", creation_time: "2026-11-30T09:00:00Z", public_key: "MCowBQYDK2VwAyEA" } },
    type: "ed25519",
    supports_encryption: false,
  },
  { data: { keys: ["db/", "smtp2", "api-key-rotation"] } },
  {
    AccessorID: "6a1253d2-1785-24fd-91c2-f8e78c745511",
    Policies: [{ ID: "165d4317", Name: "node-read2" }],
    Local: false,
  },
  { Path: "nomad/jobs/x", ModifyIndex: 1457, Namespace: "default2", CreateTime: 1790000000000000000 },
  {
    kind: "Secret",
    apiVersion: "v1",
    type: "kubernetes.io/tls",
    metadata: { name: "tls-2026", uid: "af4b3c1e-0f4e-4d0e-8a3d-1b2c3d4e5f60", resourceVersion: "445566" },
  },
  { kind: "ServiceAccount", secrets: [{ name: "default-token-x7k2p" }], imagePullSecrets: [{ name: "regcred-eu2" }] },
  {
    kind: "Pod",
    spec: {
      containers: [
        {
          envFrom: [{ secretRef: { name: "app-secret-v2" } }],
          env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "pg-v2", key: "password" } } }],
        },
      ],
    },
  },
  { kind: "TokenReview", status: { authenticated: true, user: { username: "system:serviceaccount:default:x2" } } },
  { spec: { tokenExpirationSeconds: 3607, automountServiceAccountToken: false, serviceAccountName: "builder-2" } },
  { JoinTokens: null, ID: "abajmipo7b4xz5ip2nrla6b11", RootRotationInProgress: false },
  {
    schemaVersion: 2,
    config: {
      mediaType: "application/vnd.docker.container.image.v1+json",
      digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    },
  },
  {
    realm: "https://auth.docker.example/token",
    service: "registry.docker.example",
    scope: "repository:samalba/my-app:pull,push",
  },
  {
    key: "NODE_ENV2",
    value: "production-eu1",
    masked: false,
    protected: false,
    variable_type: "env_var",
    environment_scope: "*",
  },
  {
    id: 6,
    description: "runner-2026",
    paused: false,
    runner_type: "project_type",
    token_expires_at: "2026-12-30T09:00:00Z",
  },
  { crumbRequestField: "Jenkins-Crumb", _class: "hudson.security.csrf.DefaultCrumbIssuer" },
  { credentialsId: "github-app-deploy-2", scm: { url: "https://github.example/a/b.git" } },
  { version: 4, terraform_version: "1.9.8", serial: 12, lineage: "3f2a9c1e-5d7b-4c8e-9f0a-1b2c3d4e5f60", outputs: {} },
  {
    mode: "managed",
    type: "aws_kms_key",
    name: "primary_key2",
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
  },
  { sensitive_attributes: [[{ type: "get_attr", value: "master_password" }]], schema_version: 2 },
  {
    ansible_facts: {
      ansible_machine_id: "8f14e45fceea167a5a36dedd4bea2543",
      ansible_ssh_host_key_ed25519_public: "AAAAC3NzaC1lZDI1NTE5AAAAIJ",
    },
  },
  { eauth: "pam", perms: [".*", "@wheel2"], start: 1790000000.12, expire: 1790043200.12 },
  {
    jsonrpc: "2.0",
    result: [
      {
        hostid: "10084",
        tls_connect: "2",
        tls_accept: "2",
        tls_issuer: "",
        macros: [{ macro: "{$SNMP.TIMEOUT}", value: "15m2" }],
      },
    ],
    id: 1,
  },
  {
    "@odata.id": "/redfish/v1/AccountService/Accounts/2",
    PasswordChangeRequired: false,
    AccountLockoutThreshold: 5,
    MinPasswordLength: 8,
  },
  { PasswordExpiration: "2027-01-01T00:00:00Z", AccountTypes: ["Redfish", "IPMI"], Locked: false, RoleId: "Operator2" },
  { AuthenticationProtocol: "HMAC_SHA96", EncryptionProtocol: "CFB128_AES128", HideKeys: true },
  {
    peers: [
      {
        public_key: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
        allowed_ips: "10.0.0.2/32",
        latest_handshake: 1790000000,
      },
    ],
  },
  { security: "wpapsk", wpa_mode: "wpa2", wpa_enc: "ccmp", name: "guest-2026", passphrase_autogenerated: true },
  { tokenName: "ci-2026", tokenUuid: "5f2b0e4a-1c3d", status: "ok" },
  {
    sid: "SM1f0e8ae6ade43cb3c0ce4525424e404f",
    messaging_service_sid: "MG9752274e9e519418a7406176694466fa",
    num_segments: "1",
  },
  {
    id: "pi_3MtwBwLkdIwHu7ix28a3tqPa",
    object: "payment_intent",
    payment_method: "pm_1MtwBwLkdIwHu7ixDuRDG3Zg",
    capture_method: "automatic",
  },
  { fingerprint: "Xt5EWLLDS7FJjR1c", brand: "visa", last4: "4242", three_d_secure_usage: { supported: true } },
  { item_id: "M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op", institution_id: "ins_3", request_id: "m8MDnv9okwxFNBV" },
  { pspReference: "8515131751004933", merchantReference: "order-2026-4711", resultCode: "Authorised", authCode: "0" },
  { event_id: "$143273582443PhrSn:example.org", room_id: "!636q39766251:example.com", next_batch: "s72595_4483_1934" },
  {
    ok: true,
    channel: "C123ABC456",
    ts: "1503435956.000247",
    response_metadata: { next_cursor: "dGVhbTpDMUg5UkVTR0w=" },
  },
  { update_id: 10000, message: { message_id: 1365, chat: { id: 1111111, type: "private" }, text: "/start token2" } },
  { type: 1, id: "846462639134605312", application_id: "845027738276462632", guild_id: "290926798626357999" },
  {
    name: "connect-1",
    config: {
      "connector.class": "io.debezium.X",
      "tasks.max": "1",
      "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    },
  },
  { hashing_algorithm: "rabbit_password_hashing_sha256", tags: ["administrator2"], limits: {} },
  { _shards: { total: 5 }, _scroll_id_state: "open2", took: 3, key_as_string: "2026-11-30", doc_count: 12 },
  { primary_key: "order_id2", foreign_keys: [{ column: "user_id", references: "users.id" }], unique_key: "email_1" },
  {
    keyboard: { layout: "de-nodeadkeys", key: "KeyQ2" },
    keypress: "Enter2",
    passenger: "Joe 2",
    passengers: 3,
    bypass: "lane2",
  },
  {
    compass: "NNE2",
    passthrough: "enabled2",
    passive_mode: "on2",
    overpass: "A2",
    passed: 12,
    passport_country: "DE2",
  },
  { secretary: "Joan2", authorship: "joint2", author_id: "a2b3c4", authority: "city2", tokenized_text: "a b c2" },
  {
    tokens_per_minute: 90000,
    prompt_tokens_details: { cached_tokens: 1024 },
    completion_tokens_details: { reasoning_tokens: 64 },
  },
  { logprobs: { content: [{ token: " Hello", logprob: -0.31, bytes: [72, 101] }] } },
  { special_tokens_map: { unk_token: "[UNK]", mask_token: "[MASK]" }, token_classification: "B-PER2" },
  {
    monkey: "capuchin2",
    turkey: "roast2",
    hockey: "ice2",
    keynote: "opening2",
    keyword: "database2",
    key_account: "ACME2",
  },
  { partitionKey: "tenant#42", sortKey: "order#2026", hashKey: "pk2", rangeKey: "sk2", routingKey: "orders.created2" },
  {
    cacheKey: "v2:user:42",
    lockKey: "lock:job:42",
    dedupeKey: "evt-42",
    rowKey: "0000042",
    translationKey: "errors.token.expired2",
  },
  { i18n: { password: { label: "Password2", placeholder: "Enter your password2" } }, locale: "en2" },
  { errors: { password: ["can't be blank", "is too short (minimum is 8 characters)"] }, status: 422 },
  {
    code: "invalid_token",
    error_description: "The access token expired at 2026-11-30T09:00:00Z",
    error: "invalid_token2",
  },
  { requirePassword: true, passwordRequired: "always2", allowPasswordReset: "admins2", passwordManager: "1password2" },
  {
    etag: "686897696a7c876b7e",
    md5Checksum: "9e107d9d372bb6826bd81d3542a419d6",
    sha1Checksum: "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
  },
  {
    commit: {
      sha: "6dcb09b5b57875f334f61aebed695e2e4193db5e",
      tree: { sha: "cd8274d15fa3ae2ab983129fb037999f264ba9a7" },
    },
  },
  { integrity: "sha512-LDIaqDzkWAM5fMDTAGFj3XNOqY8bqeVaHkm4wqVV+2VpHTBOUp2CL8iX2rZwIp3r4bhnNGHrWb5M6d1TtGxqHg==" },
];

const TEXTS: readonly (readonly [type: string, text: string])[] = [
  [
    "text/plain",
    "interface: wg0\n  public key: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n  private key: (hidden)\n  listening port: 51820\n",
  ],
  ["text/plain", "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 joe@host (ED25519)\n"],
  ["text/plain", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl joe@host\n"],
  ["text/plain", "username joe privilege 15\nip ssh version 2\ncrypto key generate rsa modulus 2048\n"],
  ["text/plain", 'network={\n  ssid="home-2026"\n  key_mgmt=WPA-PSK\n  proto=RSN\n}\n'],
  ["text/plain", "Driver={ODBC Driver 18 for SQL Server};Server=db2.example;Trusted_Connection=yes\n"],
  ["text/plain", "jdbc:postgresql://db2.example:5432/app2?sslmode=verify-full&currentSchema=public2\n"],
  ["text/plain", "security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nssl.truststore.type=PKCS12\n"],
  ["text/plain", "FROM node:24\nENV NODE_ENV=production2\nARG KEY_ID=alias/app2\n"],
  ["text/plain", "2026-11-30T10:00:00.1234567Z Run actions/checkout@v4\n2026-11-30T10:00:00.1234567Z   token: ***\n"],
  ["text/plain", "dn: uid=joe,dc=x\nobjectClass: inetOrgPerson\npwdChangedTime: 20261130090000Z\n"],
  ["text/plain", "[Service]\nEnvironmentFile=/etc/app2/secrets.env\nLoadCredential=db:/etc/creds/db2\n"],
  ["text/plain", "storeFile=upload2.jks\nkeyAlias=upload-2026\n"],
  ["text/plain", 'gpg: key 3AA5C34371567BD2: public key "Joe <joe@x.example>" imported\n'],
  ["text/plain", "Certificate fingerprint (SHA-256): 5E:8F:16:06:2E:A3:CD:2C:4A:0D:54:78:76:BA:A6:F3:8C:AB:F6:25\n"],
  ["text/plain", "Your token has expired. Request a new token2 on the settings page.\n"],
  [
    "text/plain",
    "Add the word alarm, able, about, above, absent, absorb, abstract, absurd, abuse, access, accident, account to the list.\n",
  ],
  [
    "application/yaml",
    "auth:\n  existingSecret: pg-app-2026\n  secretKeys:\n    adminPasswordKey: postgres-password2\n",
  ],
  [
    "application/yaml",
    "spec:\n  secretStoreRef:\n    name: vault-backend2\n    kind: SecretStore\n  data:\n    - secretKey: url2\n      remoteRef:\n        key: app/config2\n",
  ],
  ["application/yaml", "password_policy:\n  min_length: 12\n  rotation: 90d2\n"],
  [
    "application/xml",
    "<AssumedRoleUser><AssumedRoleId>ARO123EXAMPLE123:app2</AssumedRoleId><Arn>arn:aws:sts::1:assumed-role/demo/app2</Arn></AssumedRoleUser>",
  ],
  [
    "application/xml",
    "<settings><server><id>releases2</id><privateKey>${user.home}/.ssh/id_rsa</privateKey></server></settings>",
  ],
  [
    "text/html",
    '<label for="password">Password2</label><input type="password" name="password" autocomplete="current-password">',
  ],
  ["text/x-php", "define( 'DB_NAME', 'wordpress2' );\ndefine( 'DB_CHARSET', 'utf8mb4' );\n$table_prefix = 'wp2_';\n"],
];

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["Docker-Content-Digest", "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"],
  ["X-Vault-Request", "true2"],
  ["X-Consul-Index", "4711"],
  ["X-Runner-Queue", "q-2026"],
  ["X-Jenkins", "2.479.2"],
  ["X-Ms-Request-Id", "8f3e4d5c-6b7a-8901-a2b3-c4d5e6f70819"],
  ["X-Okta-Request-Id", "reqWl3Xm9yVSVmZ1Kz3A"],
  ["X-Gitlab-Meta", '{"correlation_id":"01HF8Z2K3M4N5P6Q7R8S9T0V1W","version":"1"}'],
  ["Stripe-Version", "2026-10-29.clover"],
  ["PayPal-Debug-Id", "f2b0e4a1c3d5e"],
  ["X-Key-Algorithm", "rsa-2048-sha256"],
  ["X-Token-Type", "Bearer2"],
];

const PATHS: readonly string[] = [
  "/v1/auth/token/lookup-accessor",
  "/admin/realms/r/users/4c973896-5761-41fc-8217-07c5d13a004b/reset-password-email",
  "/redfish/v1/SessionService/Sessions?$expand=.&$select=UserName",
  "/v2/library/nginx/manifests/sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  "/secretmanager/v1/projects/p/secrets?pageSize=25&filter=name:db2",
  "/kv/app2/config?keys&separator=/",
  "/users?keyword=token2&passenger=joe2",
];

export function createDecoysOfManuals(): Decoy[] {
  const decoy = (name: string, message: Message, keeps: readonly string[]): Decoy => ({
    kind: "decoys of manuals",
    name,
    messages: [message],
    keeps,
  });
  const both = (name: string, body: WireBody, kept: string): Decoy[] => [
    decoy(name, { responseBody: body }, [kept]),
    decoy(`${name} in JSON`, { responseBody: aJson({ id: 1, content: kept }) }, [JSON.stringify(kept)]),
  ];
  return [
    ...JSON_VALUES.flatMap((value, index) => both(`JSON ${index}`, aJson(value), JSON.stringify(value))),
    ...TEXTS.flatMap(([type, text], index) => both(`text ${index}`, aText(text, type), text)),
    ...HEADERS.map(([name, value]) => decoy(`header ${name}`, { responseHeaders: [[name, value]] }, [value])),
    ...PATHS.map((path) => decoy(`path ${path}`, { path }, [path])),
    decoy("form", { method: "POST", requestBody: aForm({ token_type_hint: "refresh_token", key_id: "alias/app2" }) }, [
      "token_type_hint=refresh_token&key_id=alias%2Fapp2",
    ]),
  ];
}
