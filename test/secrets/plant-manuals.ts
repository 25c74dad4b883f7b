import { form, json, posted, sent, text } from "./messages.ts";
import { type Message, type Plant, aJson, tracesOf } from "./plant.ts";
import { createRandom } from "./random.ts";

type Place = (secret: string) => Message;

const b64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const b64url = (text: string): string => Buffer.from(text).toString("base64url");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const uri = encodeURIComponent;
const asks = (name: string, value: string): Message => ({ requestHeaders: [[name, value]] });
const says = (name: string, value: string): Message => ({ responseHeaders: [[name, value]] });
const xml = (bytes: string): Message => text(bytes, "application/xml");

/** A key of 32 bytes in the format of WireGuard or Azure. */
const key32 = (s: string): string => b64(Buffer.from(s.repeat(4)).subarray(0, 32));
const jwt = (s: string): string =>
  `${b64url('{"alg":"RS256","kid":"a"}')}.${b64url('{"sub":"joe"}')}.${s.repeat(3).slice(0, 43)}`;

/** Examples from the documentation of services with a generated secret in place of theirs; 2026-11-30, without knowledge of the rules. */
const PLACES: Readonly<Record<string, Place>> = {
  // Identity.
  "SAML artifact": (s) => ({ path: `/acs?SAMLart=${uri(b64(`\0\x04\0\0${s}${s}`))}&RelayState=x` }),
  "SAML SubjectConfirmation": (s) =>
    form({
      SAMLResponse: b64(
        `<samlp:Response><saml:Assertion><ds:SignatureValue>${b64(s)}</ds:SignatureValue></saml:Assertion></samlp:Response>`,
      ),
    }),
  "DCR registration token": (s) =>
    json({ client_id: "s6BhdRkqt3", registration_access_token: s, registration_client_uri: "https://as/register/s6B" }),
  "DCR secret": (s) => json({ client_id: "s6BhdRkqt3", client_secret: s, client_secret_expires_at: 0 }),
  PAR: (s) => form({ client_id: "web", client_assertion_type: "urn:x", client_assertion: jwt(s) }),
  CIBA: (s) => form({ grant_type: "urn:openid:params:grant-type:ciba", auth_req_id: s }),
  "token exchange": (s) =>
    form({ grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject_token: s, actor_token_type: "x" }),
  "PKCE verifier": (s) => form({ grant_type: "authorization_code", code_verifier: s + s, client_id: "web" }),
  introspection: (s) => form({ token: s, token_type_hint: "access_token" }),
  "SCIM create": (s) =>
    posted({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "joe", password: s }),
  "SCIM patch": (s) => posted({ Operations: [{ op: "replace", path: "password", value: s }] }),
  "SCIM patch without a path": (s) => posted({ Operations: [{ op: "Replace", value: { password: s } }] }),
  SPNEGO: (s) => asks("Authorization", `Negotiate ${b64(`\x60\x82${s}${s}${s}`)}`),
  "SPNEGO answer": (s) => says("WWW-Authenticate", `Negotiate ${b64(`\xa1\x81${s}${s}`)}`),
  "NTLM type 3": (s) => asks("Authorization", `NTLM ${b64(`NTLMSSP\0\x03\0\0\0${s}${s}`)}`),
  "Digest response": (s) =>
    asks("Authorization", `Digest username="joe", realm="r", nonce="n1", uri="/x", response="${hex(s).slice(0, 32)}"`),
  "Keycloak client secret": (s) => json({ type: "secret", value: s }),
  "Keycloak credentials": (s) =>
    posted({ username: "joe", credentials: [{ type: "password", value: s, temporary: false }] }),
  "Keycloak secretData": (s) =>
    json([{ id: "a", type: "password", secretData: JSON.stringify({ value: b64(s), salt: "c2FsdA==" }) }]),
  "Keycloak reset": (s) => posted({ type: "password", temporary: true, value: s }),
  "Keycloak realm SMTP": (s) =>
    json({ realm: "r", smtpServer: { host: "mail", user: "joe", password: s, auth: "true" } }),
  "Keycloak LDAP": (s) => json({ providerId: "ldap", config: { bindDn: ["cn=admin"], bindCredential: [s] } }),
  "Okta session": (s) => json({ status: "SUCCESS", sessionToken: s, _embedded: { user: { id: "00u" } } }),
  "Okta state": (s) => json({ stateToken: s, status: "MFA_REQUIRED" }),
  "Okta factor": (s) =>
    json({
      factorType: "token:software:totp",
      _embedded: { activation: { timeStep: 30, sharedSecret: s, encoding: "base32" } },
    }),
  "Okta recovery answer": (s) => posted({ credentials: { recovery_question: { question: "pet?", answer: s } } }),
  "Okta activation": (s) => json({ activationUrl: `https://x.okta.example/welcome/${s}`, activationToken: s }),
  "Auth0 associate": (s) =>
    json({ authenticator_type: "otp", secret: s, barcode_uri: `otpauth://totp/t:u?secret=${s}&digits=6` }),
  "Auth0 recovery": (s) => json({ authenticator_type: "oob", recovery_codes: [s] }),
  "Auth0 ticket": (s) => json({ ticket: `https://t.auth0.example/lo/reset?ticket=${s}#` }),
  Cognito: (s) => json({ AuthenticationResult: { AccessToken: jwt(s), IdToken: jwt(s), RefreshToken: s + s } }),
  "Cognito SRP": (s) =>
    posted({
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: b64(s), USERNAME: "joe" },
    }),
  "Cognito secret hash": (s) =>
    posted({ AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "joe", PASSWORD: s } }),
  "WebAuthn PRF": (s) => json({ clientExtensionResults: { prf: { results: { first: b64url(s) } } } }),
  "recovery codes": (s) => json({ recoveryCodes: [`${s.slice(0, 6)}-${s.slice(6, 12)}`], generated: 1 }),
  "recovery codes, text": (s) => text(`Recovery codes:\n1. ${s}\n2. ${s}\n`),
  "backup codes": (s) => json({ backup_codes: [s] }),
  "otpauth hotp": (s) => text(`otpauth://hotp/Example:joe?secret=${s.toUpperCase()}&issuer=Example&counter=1\n`),
  "RFC 7662 client": (s) => asks("Authorization", `Basic ${b64(`gateway:${s}`)}`),
  // Clouds.
  "STS XML": (s) =>
    xml(
      `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>${s}</SecretAccessKey><SessionToken>${s}${s}</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    ),
  "EKS token": (s) =>
    json({
      kind: "ExecCredential",
      status: { token: `k8s-aws-v1.${b64url(`https://sts/?X-Amz-Signature=${hex(s)}`)}` },
    }),
  ECR: (s) => json({ authorizationData: [{ authorizationToken: b64(`AWS:${s}`), proxyEndpoint: "https://x.dkr" }] }),
  "EC2 password data": (s) => json({ InstanceId: "i-1", PasswordData: b64(s + s) }),
  "IAM key": (s) =>
    xml(
      `<CreateAccessKeyResult><AccessKey><UserName>joe</UserName><SecretAccessKey>${s}</SecretAccessKey></AccessKey></CreateAccessKeyResult>`,
    ),
  "SSM parameter": (s) => json({ Parameter: { Name: "/prod/db", Type: "SecureString", Value: s, Version: 1 } }),
  "Secrets Manager": (s) =>
    json({ ARN: "arn:aws:x", Name: "db", SecretString: JSON.stringify({ username: "joe", password: s }) }),
  "Secrets Manager binary": (s) => json({ Name: "db", SecretBinary: b64(s) }),
  "Lambda environment": (s) =>
    json({ FunctionName: "f", Environment: { Variables: { DB_PASSWORD: s, STAGE: "prod" } } }),
  "ECS environment": (s) => json({ containerDefinitions: [{ environment: [{ name: "API_TOKEN", value: s }] }] }),
  "KMS data key": (s) => json({ KeyId: "arn:aws:kms:x", Plaintext: key32(s), CiphertextBlob: "AQIDAH" }),
  "Azure SAS connection": (s) =>
    text(
      `BlobEndpoint=https://a.blob.core.windows.net/;SharedAccessSignature=sv=2024-11-04&ss=b&sp=r&sig=${uri(key32(s))}\n`,
    ),
  "Azure storage": (s) =>
    json({ connectionString: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${key32(s)};EndpointSuffix=x` }),
  "Azure listKeys": (s) => json({ keys: [{ keyName: "key1", value: key32(s), permissions: "FULL" }] }),
  "Azure Cosmos": (s) => json({ primaryMasterKey: key32(s), secondaryMasterKey: key32(s) }),
  "Azure app password": (s) => json({ customKeyIdentifier: null, keyId: "f0b0b335", secretText: s, hint: "6gn" }),
  "Azure publish profile": (s) =>
    xml(`<publishData><publishProfile profileName="x - FTP" userName="x\\$x" userPWD="${s}" /></publishData>`),
  "Azure VM": (s) => posted({ properties: { osProfile: { adminUsername: "joe", adminPassword: s } } }),
  "GCP signBlob": (s) => json({ keyId: "a", signedBlob: b64(s + s) }),
  "GCP key file": (s) =>
    json({
      type: "service_account",
      private_key_id: "a",
      private_key: `-----BEGIN PRIVATE KEY-----\n${b64(s + s)}\n-----END PRIVATE KEY-----\n`,
    }),
  "GCP accessSecretVersion": (s) =>
    json({ name: "projects/1/secrets/db/versions/1", payload: { data: b64(s), dataCrc32c: "1" } }),
  "GCP HMAC": (s) => json({ kind: "storage#hmacKey", metadata: { accessId: "GOOG1E" }, secret: s }),
  "GCP SQL user": (s) => posted({ name: "joe", host: "%", password: s }),
  "GCP Windows password": (s) => json({ userName: "joe", passwordFound: true, encryptedPassword: b64(s + s) }),
  "OCI preauth": (s) =>
    json({
      accessUri: `/p/${s.repeat(3).slice(0, 64).padEnd(64, "x")}/n/ns/b/bucket/o/a.txt`,
      accessType: "ObjectRead",
    }),
  "Alibaba STS": (s) => json({ Credentials: { SecurityToken: s + s, AccessKeyId: "STS.x", AccessKeySecret: s } }),
  Linode: (s) => posted({ label: "x", image: "linode/debian12", root_pass: s }),
  Hetzner: (s) => json({ server: { id: 1 }, root_password: s }),
  OVH: (s) =>
    json({ consumerKey: s, validationUrl: `https://x/auth/?credentialToken=${s}`, state: "pendingValidation" }),
  // Stores and orchestration.
  "Vault init": (s) => json({ keys: [hex(s)], keys_base64: [b64(s)], root_token: s }),
  "Vault unseal": (s) => ({ method: "PUT", path: "/v1/sys/unseal", requestBody: aJson({ key: s }) }),
  "Vault wrap": (s) => json({ wrap_info: { token: s, ttl: 300, creation_path: "auth/approle/role/x/secret-id" } }),
  "Vault AppRole": (s) => json({ data: { secret_id: s, secret_id_accessor: "84896a0c" } }),
  "Vault transit": (s) => ({
    path: "/v1/transit/export/encryption-key/k",
    responseBody: aJson({ data: { name: "k", keys: { "1": key32(s) }, type: "aes256-gcm96" } }),
  }),
  "Vault database": (s) => json({ lease_id: "database/creds/r/x", data: { username: "v-r", password: s } }),
  "Vault response KV": (s) => json({ data: { data: { foo: "a", secret_key: s }, metadata: { version: 1 } } }),
  "Consul ACL": (s) => json({ AccessorID: "6a1253d2", SecretID: s, Description: "x" }),
  "Consul gossip": (s) => json({ encrypt: key32(s), datacenter: "dc1" }),
  "Nomad ACL": (s) => json({ AccessorID: "b780e702", SecretID: s, Type: "client" }),
  "Nomad variable": (s) => posted({ Path: "nomad/jobs/x", Items: { db_password: s } }),
  TokenRequest: (s) =>
    json({ kind: "TokenRequest", status: { token: jwt(s), expirationTimestamp: "2026-11-30T10:00:00Z" } }),
  "Kubernetes Secret": (s) =>
    json({ kind: "Secret", metadata: { name: "x" }, data: { username: "am9l", other: b64(s) } }),
  "Kubernetes Secret list": (s) =>
    json({ kind: "SecretList", items: [{ metadata: { name: "x" }, data: { a: b64(s) } }] }),
  "Kubernetes env": (s) =>
    json({ kind: "Pod", spec: { containers: [{ env: [{ name: "MYSQL_ROOT_PASSWORD", value: s }] }] } }),
  "kubeadm join": (s) =>
    text(
      `kubeadm join 10.0.0.1:6443 --token ${s.slice(0, 6).toLowerCase()}.${s.toLowerCase().replaceAll("-", "x").slice(0, 16)} --discovery-token-ca-cert-hash sha256:aa\n`,
    ),
  "Docker registry token": (s) => json({ token: jwt(s), access_token: jwt(s), expires_in: 300 }),
  "Docker config": (s) => json({ auths: { "r.example": { auth: b64(`joe:${s}`) } } }),
  "Docker swarm": (s) => json({ JoinTokens: { Worker: `SWMTKN-1-${s}${s}-${s}`, Manager: "x" } }),
  "Docker X-Registry-Auth": (s) => asks("X-Registry-Auth", b64url(JSON.stringify({ username: "joe", password: s }))),
  "GitLab runner": (s) => json({ id: 12345, token: s, token_expires_at: null }),
  "GitLab runner form": (s) => form({ token: s, description: "x" }),
  "GitLab variable": (s) => json({ key: "DEPLOY", value: s, masked: true, protected: true }),
  "GitLab trigger": (s) => ({ path: `/api/v4/projects/1/ref/main/trigger/pipeline?token=${s}` }),
  "Jenkins crumb": (s) => asks("Jenkins-Crumb", s + s),
  "Jenkins token": (s) => json({ status: "ok", data: { tokenName: "x", tokenUuid: "a1", tokenValue: s } }),
  "Jenkins trigger": (s) => ({ path: `/job/x/build?token=${s}` }),
  "Jenkins credentials": (s) =>
    xml(
      `<com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl><id>x</id><username>joe</username><password>${s}</password></com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>`,
    ),
  "Terraform state": (s) =>
    json({ resources: [{ type: "random_password", instances: [{ attributes: { length: 20, result: s } }] }] }),
  "Terraform state output": (s) => json({ outputs: { db: { value: s, type: "string", sensitive: true } } }),
  "Terraform state sensitive": (s) =>
    json({
      resources: [
        {
          type: "aws_db_instance",
          instances: [
            {
              attributes: { username: "joe", password: s },
              sensitive_attributes: [[{ type: "get_attr", value: "password" }]],
            },
          ],
        },
      ],
    }),
  "Ansible facts": (s) => text(`ok: [h] => {"ansible_facts": {"ansible_become_pass": "${s}"}}\n`),
  "Ansible inventory": (s) => text(`[web]\nh1 ansible_user=joe ansible_ssh_pass=${s} ansible_become_password=${s}\n`),
  "Ansible no_log": (s) => text(`TASK [x] ***\nfatal: [h]: FAILED! => {"cmd": "mysql -u root -p${s} -e 1"}\n`),
  "Salt API": (s) => json({ return: [{ token: s, user: "joe", eauth: "pam", perms: [".*"] }] }),
  "Salt pillar": (s) => text(`mysql:\n  root_password: ${s}\n  user: joe\n`, "application/yaml"),
  "Puppet hiera": (s) => text(`---\nprofile::db::password: '${s}'\nprofile::db::user: joe\n`, "application/yaml"),
  "Chef data bag": (s) => json({ id: "db", mysql: { username: "joe", password: s } }),
  "Chef client key": (s) =>
    json({
      uri: "https://chef/clients/x",
      private_key: `-----BEGIN RSA PRIVATE KEY-----\n${b64(s + s)}\n-----END RSA PRIVATE KEY-----`,
    }),
  "Zabbix login": (s) =>
    posted({ jsonrpc: "2.0", method: "user.login", params: { username: "Admin", password: s }, id: 1 }),
  "Zabbix session": (s) => posted({ jsonrpc: "2.0", method: "host.get", params: {}, auth: s, id: 1 }),
  "Zabbix PSK": (s) =>
    posted({ method: "host.create", params: { host: "h", tls_psk_identity: "PSK 001", tls_psk: hex(s) } }),
  "Zabbix macro": (s) => posted({ method: "usermacro.create", params: { macro: "{$DB.PASSWORD}", value: s, type: 1 } }),
  "Zabbix SNMP": (s) => posted({ params: { details: { version: 3, authpassphrase: s, privpassphrase: s } } }),
  // Machines and networks.
  "Redfish account": (s) => posted({ UserName: "joe", Password: s, RoleId: "Administrator" }),
  "Redfish SNMP": (s) => json({ SNMP: { AuthenticationKey: `Passphrase:${s}`, AuthenticationProtocol: "HMAC_MD5" } }),
  "Redfish session": (s) => says("X-Auth-Token", s),
  iDRAC: (s) => text(`racadm set iDRAC.Users.2.Password ${s}\n`),
  ipmitool: (s) => text(`$ ipmitool -I lanplus -H bmc -U root -P ${s} chassis status\n`),
  "SNMP community": (s) => json({ snmp: { version: "2c", communityString: s, port: 161 } }),
  "SNMP user": (s) => json({ username: "ro", sec_level: "priv", auth_key: hex(s), priv_key: hex(s) }),
  WireGuard: (s) =>
    text(`[Interface]\nPrivateKey = ${key32(s)}\nAddress = 10.0.0.2/32\n[Peer]\nPresharedKey = ${key32(s)}\n`),
  "wg dump": (s) => text(`interface: wg0\n  public key: x\n  private key: ${key32(s)}\n  listening port: 51820\n`),
  "WireGuard JSON": (s) => json({ iface: "wg0", private_key: key32(s), peers: [{ preshared_key: key32(s) }] }),
  "OpenVPN inline": (s) => text(`client\n<auth-user-pass>\njoe\n${s}\n</auth-user-pass>\n`),
  "OpenVPN key": (s) =>
    text(
      `<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\n${hex(s + s)}\n-----END OpenVPN Static key V1-----\n</tls-auth>\n`,
    ),
  "ipsec.secrets": (s) => text(`10.0.0.1 10.0.0.2 : PSK "${s}"\n`),
  swanctl: (s) => text(`secrets {\n  ike-1 {\n    id = joe\n    secret = "${s}"\n  }\n}\n`),
  Cisco: (s) => text(`crypto isakmp key ${s} address 10.0.0.1\nusername joe privilege 15 secret 0 ${s}\n`),
  Juniper: (s) => text(`set system root-authentication plain-text-password-value "${s}"\n`),
  Mikrotik: (s) => text(`/interface wireless security-profiles add name=x wpa2-pre-shared-key=${s}\n`),
  "Wi-Fi": (s) => text(`network={\n  ssid="home"\n  psk="${s}"\n}\n`),
  hostapd: (s) => text(`ssid=home\nwpa_passphrase=${s}\nwpa=2\n`),
  UniFi: (s) => json({ data: [{ name: "wlan", x_passphrase: s, security: "wpapsk" }] }),
  NetworkManager: (s) => text(`[wifi-security]\nkey-mgmt=wpa-psk\npsk=${s}\n`),
  RADIUS: (s) => text(`client ap {\n  ipaddr = 10.0.0.3\n  secret = ${s}\n}\n`),
  "RADIUS users": (s) => text(`joe Cleartext-Password := "${s}"\n  Reply-Message = "Hello"\n`),
  LDIF: (s) => text(`dn: uid=joe,dc=x\nuserPassword:: ${b64(s)}\ncn: Joe\n`),
  "LDIF plain": (s) => text(`dn: uid=joe,dc=x\nchangetype: modify\nreplace: userPassword\nuserPassword: ${s}\n`),
  ldapmodify: (s) => text(`$ ldapmodify -x -D cn=admin -w ${s} -f x.ldif\n`),
  // Phones, payments, messages.
  ".p8": (s) => text(`-----BEGIN PRIVATE KEY-----\n${b64(s + s)}\n-----END PRIVATE KEY-----\n`),
  "Android keystore": (s) => text(`storePassword=${s}\nkeyPassword=${s}\nkeyAlias=upload\nstoreFile=a.jks\n`),
  Gradle: (s) =>
    text(`signingConfigs {\n  release {\n    storePassword "${s}"\n    keyAlias "a"\n    keyPassword "${s}"\n  }\n}\n`),
  "Firebase refresh": (s) => json({ idToken: jwt(s), refreshToken: s + s, expiresIn: "3600", localId: "x" }),
  "Firebase custom token": (s) => posted({ token: jwt(s), returnSecureToken: true }),
  FCM: (s) => asks("Authorization", `key=${s}${s}`),
  Twilio: (s) => json({ sid: "ACx", auth_token: s, subresource_uris: {} }),
  "Twilio signature": (s) => asks("X-Twilio-Signature", b64(s)),
  "Stripe client secret": (s) => json({ id: "pi_1", client_secret: `pi_1_secret_${s}` }),
  "Stripe ephemeral": (s) => json({ object: "ephemeral_key", secret: `ek_test_${s}${s}` }),
  Plaid: (s) => posted({ client_id: "a", secret: s, public_token: `public-sandbox-${s}` }),
  "Plaid access": (s) => json({ access_token: `access-sandbox-${s}`, item_id: "x" }),
  PayPal: (s) => json({ scope: "x", access_token: `A21AA${s}${s}`, app_id: "APP-80W", nonce: "2026" }),
  Adyen: (s) => asks("X-API-Key", `AQE${b64(s + s)}`),
  "Adyen HMAC": (s) =>
    json({ notificationItems: [{ NotificationRequestItem: { additionalData: { hmacSignature: b64(s) } } }] }),
  "Matrix login": (s) =>
    posted({ type: "m.login.password", identifier: { type: "m.id.user", user: "joe" }, password: s }),
  "Matrix token": (s) => json({ user_id: "@joe:x", access_token: s, device_id: "D", home_server: "x" }),
  "Matrix key backup": (s) => json({ recovery_key: s, algorithm: "m.megolm_backup.v1" }),
  "Slack response": (s) =>
    form({ token: s, team_id: "T1", command: "/x", response_url: "https://hooks.slack.example/commands/T1/2/x" }),
  "Slack signing": (s) => text(`SLACK_SIGNING_SECRET=${hex(s)}\nSLACK_APP_ID=A1\n`),
  "Telegram webhook": (s) => posted({ url: "https://h/x", secret_token: s }),
  "Telegram login": (s) => ({
    path: `/login?id=1&first_name=Joe&auth_date=1790000000&hash=${hex(s + s).slice(0, 64)}`,
  }),
  "Discord interaction": (s) => json({ type: 2, id: "1", token: s + s, application_id: "2" }),
  "MQTT URL": (s) => text(`mqtts://dev:${s}@broker.example:8883/?clientId=a\n`),
  mosquitto: (s) => posted({ commands: [{ command: "createClient", username: "a", password: s }] }),
  AMQP: (s) => json({ uri: `amqp://guest:${s}@rabbit:5672/%2f`, name: "x" }),
  RabbitMQ: (s) =>
    json({ users: [{ name: "a", password_hash: b64(s + s), hashing_algorithm: "rabbit_password_hashing_sha256" }] }),
  "Kafka JAAS": (s) =>
    text(
      `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="${s}";\n`,
    ),
  "Kafka Connect": (s) =>
    posted({
      name: "x",
      config: {
        "database.password": s,
        "producer.override.sasl.jaas.config": `x required username="a" password="${s}";`,
      },
    }),
  "Kafka SSL": (s) => text(`ssl.keystore.password=${s}\nssl.key.password=${s}\nssl.truststore.location=/x\n`),
  // Databases and programs.
  JDBC: (s) => text(`jdbc:postgresql://db:5432/x?user=joe&password=${s}&ssl=true\n`),
  "JDBC SQL Server": (s) =>
    json({ url: `jdbc:sqlserver://db:1433;databaseName=x;user=joe;password=${s};encrypt=true` }),
  ODBC: (s) => text(`Driver={ODBC Driver 18 for SQL Server};Server=db;UID=joe;PWD=${s};Encrypt=yes\n`),
  ".pgpass": (s) => text(`db.example:5432:app:joe:${s}\n`),
  "my.cnf": (s) => text(`[client]\nuser=joe\npassword="${s}"\nhost=db\n`),
  "wp-config": (s) => text(`define( 'DB_PASSWORD', '${s}' );\ndefine( 'AUTH_KEY', '${s}${s}' );\n`, "text/x-php"),
  Rails: (s) =>
    text(`production:\n  secret_key_base: ${s}${s}\n  aws:\n    secret_access_key: ${s}\n`, "application/yaml"),
  "Rails master key": (s) => text(`RAILS_MASTER_KEY=${hex(s).slice(0, 32)} bin/rails s\n`),
  Django: (s) => text(`SECRET_KEY = 'django-insecure-${s}${s}'\nDEBUG = True\n`),
  "Django databases": (s) =>
    text(`DATABASES = {'default': {'ENGINE': 'x', 'USER': 'joe', 'PASSWORD': '${s}', 'HOST': 'db'}}\n`),
  ".env": (s) => text(`APP_KEY=base64:${key32(s)}\nAPP_ENV=prod\n`),
  systemd: (s) => text(`[Service]\nEnvironment="DB_PASS=${s}" "STAGE=prod"\nExecStart=/bin/x --token=${s}\n`),
  Dockerfile: (s) =>
    text(`FROM node\nENV NPM_TOKEN=${s}\nARG DB_PASSWORD=${s}\nRUN echo "//r.example/:_authToken=${s}" > .npmrc\n`),
  "GitHub Actions log": (s) =>
    text(
      `2026-11-30T10:00:00.1234567Z   env:\n2026-11-30T10:00:00.1234567Z     API_TOKEN: ${s}\n2026-11-30T10:00:00.1234567Z ##[endgroup]\n`,
    ),
  "git clone": (s) =>
    text(`Cloning into 'x'...\nfatal: unable to access 'https://x-access-token:${s}@github.example/a/b.git/'\n`),
  pip: (s) => text(`[global]\nindex-url = https://joe:${s}@pypi.example/simple\n`),
  "Maven settings": (s) =>
    xml(
      `<settings><servers><server><id>x</id><username>joe</username><password>${s}</password></server></servers></settings>`,
    ),
  NuGet: (s) =>
    xml(
      `<packageSourceCredentials><x><add key="Username" value="joe" /><add key="ClearTextPassword" value="${s}" /></x></packageSourceCredentials>`,
    ),
  Cargo: (s) => text(`[registries.x]\ntoken = "Bearer ${s}"\n`),
  Composer: (s) => json({ "http-basic": { "r.example": { username: "joe", password: s } } }),
  "Elasticsearch API key": (s) => json({ id: "VuaC", name: "k", api_key: s, encoded: b64(`VuaC:${s}`) }),
  Kibana: (s) => text(`elasticsearch.password: "${s}"\nxpack.security.encryptionKey: ${s}${s}\n`, "application/yaml"),
  "Grafana datasource": (s) => posted({ name: "x", type: "postgres", secureJsonData: { password: s } }),
  "Grafana service account": (s) =>
    json({ id: 7, name: "x", key: `glsa_${s.replaceAll("-", "")}${s.replaceAll("-", "")}_1a2b3c4d` }),
  MinIO: (s) => json({ credentials: { accessKey: "A", secretKey: s, sessionToken: jwt(s) } }),
  "Harbor robot": (s) => json({ id: 1, name: "robot$x", secret: s, creation_time: "2026-11-30T10:00:00Z" }),
  "Sentry DSN": (s) =>
    json({ dsn: { secret: `https://${hex(s).slice(0, 32)}:${hex(s).slice(0, 32)}@sentry.example/1` } }),
  PagerDuty: (s) => posted({ routing_key: hex(s).slice(0, 32), event_action: "trigger" }),
  Proxmox: (s) =>
    json({ data: { ticket: `PVE:root@pam:6500A1B2::${b64(s.repeat(3))}`, CSRFPreventionToken: `65A1:${b64(s)}` } }),
  vSphere: (s) => ({ method: "POST", path: "/rest/com/vmware/cis/session", responseBody: aJson({ value: s + s }) }),
  "ESXi SOAP": (s) =>
    sent(
      `<s:Envelope xmlns:s="x"><s:Body><Login><userName>root</userName><password>${s}</password></Login></s:Body></s:Envelope>`,
      "text/xml",
    ),
  "Cloud-init": (s) =>
    text(`#cloud-config\nchpasswd:\n  users:\n    - {name: joe, password: ${s}, type: text}\n`, "text/cloud-config"),
  Kickstart: (s) => text(`rootpw --plaintext ${s}\nuser --name=joe --password=${s} --plaintext\n`),
  "unattend.xml": (s) =>
    xml(
      `<AutoLogon><Password><Value>${s}</Value><PlainText>true</PlainText></Password><Username>joe</Username></AutoLogon>`,
    ),
  "Home Assistant": (s) => text(`wifi_password: "${s}"\nalarm_code: 4711\n`, "application/yaml"),
};

/** Secrets that services generate, and secrets that people choose. */
const SHAPES: readonly string[] = ["{a22}7", "{a8}-{a9}4", "{h31}7", "{l9}3{l10}", "Herbst{d2}Nebel{d3}"];

export function plantManuals(seed: string): Plant[] {
  return Object.entries(PLACES).map(([name, put]) => {
    const random = createRandom(`${seed}/manual/${name}`);
    const secret = random.fill(random.pick(SHAPES));
    return {
      kind: "manuals",
      name,
      messages: [put(secret)],
      traces: [secret, hex(secret).slice(0, 32), ...tracesOf(secret)],
    };
  });
}
