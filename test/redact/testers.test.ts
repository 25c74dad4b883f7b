import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { redactBody, redactHeader, redactUrl } from "./redact.ts";

const HEX_64 = "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592";
const SECRET = "k3f9Dk2LmQ0xZ7";
/** Of 32 bytes. */
const BASE_64 = "wQ7n4Zk39dkLw02mPqXs8Vb1Rt6Yh5Jg0Nc3Ef2UaI8=";
const FORM = "application/x-www-form-urlencoded";

function callOf(method: string, values: readonly string[]): string {
  const params = values.map((value) => `<param><value><string>${value}</string></value></param>`).join("");
  return `<methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`;
}

/** Text that a rule must keep or mask, and a secret or a harmless value that looks similar. */
test.each([
  // A secret in a text that is in a form; common words and short values, which nothing else searches for.
  [`text=mysql+-u+joe+-p${SECRET}+app`, FORM, false],
  ["text=docker+login+-u+joe+-p+letmein&lang=en", FORM, false],
  ["q=docker%20login%20-u%20joe%20-p%20secret", FORM, false],
  [`text=set+-gx+API_TOKEN+${SECRET}`, FORM, false],
  // 3-D Secure.
  [`PaRes=eJxVUttygjAQ_RXGd0kC&MD=${SECRET}`, FORM, false],
  [`MD=${SECRET}&page=2`, FORM, true],
  ["text=how+to+log+in+with+mysql+-u+joe&lang=en", FORM, true],
  ["q=C%2B%2B+vector&sort=a+b", FORM, true],
  // An escape within a password.
  ["cmd=smbclient+%2F%2Fh%2Fs+-U+joe%254aFz81quart", FORM, false],
  // A form that a page sends on.
  [`<form><input name="code" value="${SECRET}"/><input name="state" value="x"/></form>`, "text/html", false],
  [`<form><input name="code" value="DE-10115"/><input name="city" value="x"/></form>`, "text/html", true],
  [`<form><input name="state" value="CA"><input name="code" value="SUMMER25"></form>`, "text/html", true],
  [
    `<form><input name="state" value="x"><input name="code" value="94107-1234-5678"><input name="shipping_city" value="y"></form>`,
    "text/html",
    true,
  ],
  [`<form><input name="verification_code" value="493817"><input name="state" value="x"></form>`, "text/html", false],
  // A signature is one only in a request.
  ["sign = 0x80000000", "text/plain", true],
  ["gpg --sign 0xDEADBEEF1", "text/plain", true],
  ["sign: leo-2024", "application/yaml", true],
  [`sign=${HEX_64}&t=1790000000`, FORM, false],
  // Where OpenSSL takes a password from.
  ["deploy --password file:/run/secrets/db1 --token env:API_TOKEN2 --secret fd:12", "text/plain", true],
  [`deploy --password fd:${SECRET}`, "text/plain", false],
  [`deploy --password env:${SECRET} --x`, "text/plain", false],
  [`deploy --token file:${SECRET} --x`, "text/plain", false],
  // Subsonic, and page views.
  [`u=joe&p=${SECRET}&v=1.16.1&c=app&f=json`, FORM, false],
  ["u=https%3A%2F%2Fx.example&v=1.0&c=web&p=2&t=pageview&s=news", FORM, true],
  // Parts of a sign-in, and what else has their names.
  [`{"interaction_handle":"${BASE_64}"}`, "application/json", false],
  [`{"session_code":"KEY101","room":"A12"}`, "application/json", true],
  [`grant_type=x&oob_code=${SECRET}&binding_code=493817`, FORM, false],
  [`{"sessionInfo":"AIPkDl${HEX_64}"}`, "application/json", false],
  [`{"upgraded":false,"rpt":"sbjsbhs${HEX_64}"}`, "application/json", false],
  [`{"rpt":"weekly-2026-11-report-north","pct":"42.5"}`, "application/json", true],
  [`f.req=%5B%5D&at=AJMgTLk3f9Dk2LmQ0xZ7a%3A1790000000000&`, FORM, false],
  [`at=2026-11-30T10%3A00%3A00Z&f.req=x`, FORM, true],
  [`{"accountName":"b","primary":"${BASE_64}"}`, "application/json", false],
  [`{"primary":"us-east-1a","secondary":"#ff9900"}`, "application/json", true],
  [`{"ipatokenotpkey":[{"__base64__":"${BASE_64}"}]}`, "application/json", false],
  [`{"usercertificate":[{"__base64__":"${BASE_64}"}]}`, "application/json", true],
  [`{"consumerKey":"MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1","validationUrl":"https://x"}`, "application/json", false],
  [`{"details":{"version":2,"community":"quartz81sea"}}`, "application/json", false],
  [`{"community":"gophers24","members":12}`, "application/json", true],
  // What is next to a value says that it is secret.
  [`{"secureJsonData":{"httpHeaderValue1":"${SECRET}"}}`, "application/json", false],
  [`{"jsonData":{"httpHeaderName1":"X-Scope-2"}}`, "application/json", true],
  [`{"key":"FOO","value":"${SECRET}","secured":true}`, "application/json", false],
  [`{"type":"loan2","value":25000,"secured":true}`, "application/json", true],
  [`{"secured":true,"value":"${SECRET}","key":"FOO"}`, "application/json", false],
  [`{"text":"Hello2you","secured":true}`, "application/json", true],
  [`{"type":"loan","value":"A12345","secured":true}`, "application/json", true],
  [`{"key":"FOO","of":{"value":"A12345","secured":true}}`, "application/json", true],
  [`{"name":"env.A","value":"Fz81","type":{"rawValue":"password display='hidden'"}}`, "application/json", false],
  [`{"recovery":{"codes":["ab12cd34","ef56ab78"]}}`, "application/json", false],
  [`{"recovery":{"codes":["R1","R2"]},"backup":{"codes":["full","daily"]}}`, "application/json", true],
  [`{"backup":{"codes":["FULL01","INCR02"]}}`, "application/json", true],
  [`{"backup":{"codes":["ab12cd34","48219375"]}}`, "application/json", false],
  [`{"verification":{"codes":["E10001","20261130","step12"]}}`, "application/json", true],
  [`{"verification":{"codes":["482913"]}}`, "application/json", false],
  [`{"tan":"0482913","order":12}`, "application/json", false],
  [`{"sin":1,"tan":1234567}`, "application/json", true],
  [`{"tan":1234567}`, "application/json", true],
  ["sin=1&tan=1234567", FORM, true],
  ["tan=0482913&order=12", FORM, false],
  [`{"methodName":"login","params":["joe","Fz81quart"]}`, "application/json", false],
  [`{"wsTicket":"Sommer6181Regen46Sommer6181Regen46"}`, "application/json", false],
  // Consoles and settings.
  ["kubeadm join h:6443 --certificate-key 3930623335303137313530643361393637663361346337373136", "text/plain", false],
  [`snmp {\n    community quartz81 {\n        authorization read-only;\n    }\n}`, "text/plain", false],
  ["set community 65000:200 additive\nsnmp-server location rack4", "text/plain", true],
  [`option encryption 'psk2'\n\toption key 'Herbst7wolke'`, "text/plain", false],
  [`option proto 'static'\n\toption key 'lan-port-2'`, "text/plain", true],
  ["radtest joe quartz81sea 127.0.0.1 0 testing123", "text/plain", false],
  ["check_mysql -H h -u nagios -p 'Herbst7wolke'", "text/plain", false],
  ["check_http -H h -u /status -p 8080", "text/plain", true],
  ["HELLO 3 AUTH default Herbst7wolke SETNAME app", "text/plain", false],
  [`user joe on #${HEX_64} ~* +@all`, "text/plain", false],
  ["SQL> CONNECT scott/Herbst7wolke@//db:1521/ORCL", "text/plain", false],
  ["connect system/monitoring@dashboard-2 for details", "text/plain", true],
  ["SELECT * FROM mysql('db:3306', 'app', 'users', 'joe', 'Herbst7wolke')", "text/plain", false],
  ["Password for the [elastic] user successfully reset.\nNew value: k3f9Dk2LmQ0xZ7", "text/plain", false],
  ["Password for the backup set must be changed every 90 days. New value of the policy: strict2", "text/plain", true],
  ["name: front\naccess_code: 4821", "application/yaml", false],
  ["pin=4821", "text/plain", false],
  ["sim_pin=4821", "text/plain", false],
  ["  - 'front.door-pin': 4821", "application/yaml", false],
  ["hall.gate_code = 4821", "text/plain", false],
  ["postal_pin: 560001\npostal-pin: 560001\ngpio_pin: 2048\nmap.pin: 12345\ndev.pin: 1234", "application/yaml", true],
  ["postal_pin = 560001\ngpio_pin=2048\nmap.pin=12345\ndev.pin = 1234", "text/plain", true],
  ["spin: 4821\npin: 17\nmapping=4821\nsecurity_code: 600519", "text/plain", true],
  [`d={"password":"Password"}`, FORM, false],
  // What has the name of a secret and is none.
  [`secret "${SECRET}" not found`, "text/plain", false],
  [`{"user":"joe","password":"Password"}`, "application/json", false],
  [
    `{"Contents":[{"Key":"photos/2026/11/30/IMG_8842.jpg"}],"NextContinuationToken":"1ueGcxLPRx1Tr"}`,
    "application/json",
    true,
  ],
  [`{"user":"joe","pass":120482}`, "application/json", false],
  [`{"sig":"${BASE_64}","user":"joe"}`, "application/json", false],
  [`{"design_tokens":{"color.primary":"#0055ff","font.body":"Inter24"}}`, "application/json", true],
  [`{"host":"mail.example","auth":"login","port":587}`, "application/json", true],
  [`{"token":" ${SECRET}","index":3}`, "application/json", false],
  [`{"password":"/run/user/${SECRET}"}`, "application/json", false],
  ["okta.token-uri=https://as.example/v1/token", "text/plain", true],
  // The first letter is of a line break that JSON or a shell escapes.
  [String.raw`a\nNextContinuationToken: 1ueGcxLPRx1Tr\nb`, "text/plain", true],
  [String.raw`a\nAuthToken: ${SECRET}\nb`, "text/plain", false],
  // Quotes that are written as numbers.
  [
    String.raw`var a = JSON.parse("{\u0022password\u0022:\u0022Fz81\u0022,\u0022b\u0022:1}");`,
    "application/javascript",
    false,
  ],
  [String.raw`<script>boot("{\u0022token\u0022:\u0022Fz81\u0022}")</script>`, "text/html", false],
  [String.raw`d={\u0022password\u0022:\u0022Fz81quart\u0022}&c=1`, FORM, false],
  [
    String.raw`x="{\u0022password\u0022:\u0022\u0022,\u0022token\u0022:\u0022a\/Fz81\u003d\u0022}"`,
    "text/javascript",
    false,
  ],
  [String.raw`var a = JSON.parse("{\u0022title\u0022:\u0022Fz81\u0022}");`, "application/javascript", true],
  [String.raw`<script>boot("{\u0022apiKey\u0022:\u0022k3f9Dk2LmQ0xZ7\u0022}")</script>`, "text/html", false],
  [String.raw`boot('{\x22session_token\x22:\x22k3f9Dk2LmQ0xZ7\x22}')`, "application/javascript", false],
  [String.raw`boot('{\x22title\x22:\x22k3f9Dk2LmQ0xZ7\x22}')`, "application/javascript", true],
  // PHP.
  [`O:1:"C":1:{s:10:"\0C\0api_key";s:14:"${SECRET}";}`, "text/plain", false],
  [`user|s:3:"joe";access_token|s:14:"${SECRET}";`, "text/plain", false],
  [`O:1:"C":1:{s:8:"\0C\0title";s:14:"${SECRET}";}`, "text/plain", true],
  // Continued lines.
  [`dn: uid=joe\nuserPassword: Herbst123\n Wolke12Abcdef\nsn: Doe\n`, "text/plain", false],
  ["dn: uid=joe\nuserPassword: see\n below\nsn: Doe\n", "text/plain", true],
  // Results of psql.
  [` id | api_token\n----+-----------\n  1 | ${SECRET}\n(1 row)\n`, "text/plain", false],
  [` api_token\n-----------\n ${SECRET}\n(1 row)\n`, "text/plain", false],
  [`-[ RECORD 1 ]-\nid        | 1\napi_token | ${SECRET}\n`, "text/plain", false],
  [" id | has_password\n----+--------------\n  1 | t\n(1 row)\n", "text/plain", true],
  ["The token\n---------\n\nThe first paragraph of 2026.\n", "text/plain", true],
  [` id | api_token\n----+-----------\n  1 | ${SECRET}\n`, "text/plain", false],
  [" token | count\n-------+-------\n Hello | 12\n world | 10\n(2 rows)\n", "text/plain", true],
  ["Token\n-----\nTokens are issued by the server at login.\n", "text/plain", true],
  [`token\n-----\n${SECRET} is one of 2026.\n`, "text/plain", true],
  ["secret\n---\nkind: ConfigMap\nname: foo\n", "application/yaml", true],
  // Names and values in pairs of attributes and elements.
  [`##teamcity[setParameter name='env.API_TOKEN' value='${SECRET}']`, "text/plain", false],
  ["##teamcity[setParameter name='env.TOKENIZER' value='cl100k_base']", "text/plain", true],
  [`<param-name>clientSecret</param-name>\n<param-value>${SECRET}</param-value>`, "application/xml", false],
  [`<param-name>pageSize</param-name><param-value>${SECRET}</param-value>`, "application/xml", true],
  [`log: <AdministratorPassword><Value>${SECRET}</Value></AdministratorPassword>`, "text/plain", false],
  [`((user . "joe") (password . "${SECRET}"))`, "text/plain", false],
  [`composer config http-basic.repo.example joe ${SECRET}`, "text/plain", false],
  [`grub.pbkdf2.sha512.10000.${HEX_64}.${HEX_64}`, "text/plain", false],
  [`2026-11-30T10:00:00.123Z  INFO 47 --- [main] c.e.App   : setenv DB_PASSWORD ${SECRET}`, "text/plain", false],
  [
    `<methodCall><methodName>wp.getPosts</methodName><params><param><value><int>1</int></value></param><param><value>joe</value></param><param><value>${SECRET}</value></param></params></methodCall>`,
    "text/xml",
    false,
  ],
  ...["metaWeblog.getUsersBlogs", "blogger.getUserInfo"].map(
    (method) => [callOf(method, ["appkey", "jo1e", SECRET]), "text/xml", false] as const,
  ),
  ...["metaWeblog.deletePost", "metaWeblog.getTemplate", "metaWeblog.setTemplate", "blogger.getRecentPosts"].map(
    (method) => [callOf(method, ["appkey", "12", "jo1e", SECRET]), "text/xml", false] as const,
  ),
  [callOf("wp.getUsersBlogs", ["jo1e", SECRET]), "text/xml", false],
  [callOf("mt.supportedMethods", ["a1", "b2", "c3"]), "text/xml", true],
  // Capabilities, not a sign-in.
  ["AUTH LOGIN PLAIN CRAM-MD5\n250-STARTTLS\n", "text/plain", true],
  [`a1 LOGIN joe ${SECRET}\r\n`, "text/plain", false],
  ["openssl enc -aes-256-cbc -pass env:PASS1 -in a", "text/plain", true],
  [`openssl enc -aes-256-cbc -pass pass:${SECRET} -in a`, "text/plain", false],
] as const)("%s (%s) is shown: %s", (body, type, isShown) => {
  const masked = redactBody(body, type) ?? "";
  expect(masked === body).toBe(isShown);
  expect(masked).not.toMatch(isShown ? /REDACTED/ : /k3f9Dk2LmQ0xZ7|letmein|-p%20secret|Fz81|Wolke12|SUMMER25|493817/);
  // The user of a call.
  if (body.includes("jo1e")) expect(masked).toContain("jo1e");
  expect(scanText(masked)).toEqual([]);
});

// What looks like something public, and may be what a person or a program chose.
test.each([
  [`{"user":"joe","pass":"482913","error":null}`, "application/json", "482913"],
  [`{"user":"joe","pass":"Dragon pass"}`, "application/json", "Dragon"],
  ["user=joe&pass=Dragon%20pass", FORM, "Dragon"],
  [`{"messages":[{"username":"joe","password":"contraseña"}]}`, "application/json", "contraseña"],
  [`{"label":{"user":"joe","password":"passwort"}}`, "application/json", "passwort"],
  [`{"keyid":"k1","sig":"${HEX_64}"}`, "application/json", HEX_64],
  [`{"sig":"hunter2x9","keyid":"a"}`, "application/json", "hunter2x9"],
  [`client secret "sommer-regen46" does not exist`, "text/plain", "regen46"],
  [`secret "deadbeefcafe1234deadbeefcafe1234" not found`, "text/plain", "deadbeef"],
  [`{"token":" Sommer2026","user":"joe"}`, "application/json", "Sommer2026"],
  [`{"token":" 4821"}`, "application/json", "4821"],
  ["token=+hunter2&user=joe", FORM, "hunter2"],
  [`{"token":"QZXWVK","amount":20}`, "application/json", "QZXWVK"],
  [`{"bearer":"Xk Qz83jd92kslqpw83ncmzo20dkd92ls"}`, "application/json", "Qz83jd92"],
  [`{"password":"/etc/hunter2"}`, "application/json", "hunter2"],
  ["password=/home/sommer2026", FORM, "sommer2026"],
  [`{"pos":"api_token","value":"${SECRET}"}`, "application/json", SECRET],
  [`{"key":"4/0AX4XfWh9dK3kLq92mXcVb71Rt.ab1"}`, "application/json", "0AX4XfWh9"],
  ["DB_PASSWORD=summer::rain2026", "text/plain", "rain2026"],
  ["Password for CORP\\joe is:\nHerbst7wolke", "text/plain", "wolke"],
  ["token-url: Herbst7wolkeX", "text/plain", "wolke"],
  [`{"checksum/password":"Herbst7wolke"}`, "application/json", "wolke"],
])("%s (%s) is masked", (body, type, secret) => {
  expect(scanText(body)).not.toEqual([]);
  const masked = redactBody(body, type) ?? "";
  expect(masked).not.toContain(secret);
  expect(scanText(masked)).toEqual([]);
});

test("parameters and headers that look public are masked", () => {
  expect(redactUrl("http://h/buy?pass=Dragon%20pass&n=1")).not.toContain("Dragon");
  expect(redactUrl("http://h/a?bearer=Ab%20Cd9fjskdfj3kdkf03")).not.toContain("Cd9f");
  expect(redactUrl("http://h/a?password=/home/sommer2026")).not.toContain("sommer2026");
  expect(redactBody("key=Ab3kL9/x9Kd2Lm71Rt6Yh5Jg0.q0z7", FORM)).not.toContain("x9Kd2Lm71");
  expect(redactHeader("X-RateLimit-Key", "Z8f3kLq92mXcVb71Rt6Yh5Jg0Nc3")).not.toContain("Z8f3");
});

test.each([
  [`{"sign":"${HEX_64}"}`, false],
  [`{"sign":"${BASE_64}"}`, false],
  [`{"data":"sign=${HEX_64}&t=1"}`, false],
  ['{"data":"sign=0x80000000&t=1"}', true],
  ['{"sign":"Leo","sign_language":"ASL"}', true],
  ['{"sign":"please_sign_the_document_here_before_the_meeting_2024"}', true],
  ['{"sign":"Please-Sign-The-Document-Here-Before-The-Meeting-2024"}', true],
  [String.raw`{"log":"##teamcity[setParameter name='env.API_TOKEN' value='k3f9Dk2LmQ0xZ7']"}`, false],
  [String.raw`{"log":"##teamcity[setParameter name='env.API_TITLE' value='k3f9Dk2LmQ0xZ7']"}`, true],
  ['{"method":"wp.getUsersBlogs","params":["joe","k3f9Dk2LmQ0xZ7"]}', false],
  ['{"method":"metaWeblog.newPost","params":["1","joe","k3f9Dk2LmQ0xZ7",{}]}', false],
  ['{"method":"wp.getUsersBlogs","params":[]}', true],
  [`{"crumb":"${HEX_64}","crumbRequestField":"Jenkins-Crumb"}`, false],
  ['{"crumb":"Home2"}', true],
  ['{"privateKeyDer":"k3f9Dk2LmQ0xZ7"}', false],
  ['{"pin":"top"}', true],
  ['{"pin":"topsecret"}', false],
  ['{"signature":"void foo(int bar, char *baz)"}', true],
  ['{"signature":"k3f9Dk2LmQ0xZ7"}', false],
  ['{"signature":"HMAC(k3f9Dk2LmQ0xZ7k3f9Dk2LmQ0xZ7abcd)"}', false],
  ['{"signature":"k3f9Dk2LmQ0xZ7(a)"}', false],
  ['{"signature":"transferFrom(address,address,uint256)"}', true],
  ['{"signature":"base64UrlEncode(String headerAndPayload, Sha256Digest digest)"}', true],
  ['{"routes":["/reset-password","/oauth/token","/api/keys/:id"]}', true],
  ['{"headers":["x-auth-token","k3f9Dk2LmQ0xZ7"]}', false],
  ['{"continueToken":"4711","syncToken":"CPDAlvWDx70CEPDAlvWDx70CGAU2"}', true],
  ['{"name":"api_key","in":"query","example":"k3f9Dk2LmQ0xZ7"}', false],
  ['{"name":"api_key","in":"query","example":"abc123"}', true],
  ['{"name":"token","in":"query","example":"application/vnd.api2"}', true],
  ['{"name":"token","in":"query","example":"2026-11-30T10:00:00Z"}', true],
  ['{"headers":{"X-Api-Key":{"equalTo":"k3f9Dk2LmQ0xZ7"}}}', false],
  // Slashes as PHP writes them.
  [String.raw`{"u":"postgres:\/\/joe:k3f9Dk2LmQ0xZ7@db\/x"}`, false],
  [String.raw`{"u":"\/p\/${"aB3-x7_Q".repeat(8)}\/n\/ns\/b\/bucket\/o\/x"}`, false],
  [String.raw`{"u":"https:\/\/db.example\/reset\/page\/2"}`, true],
])("%s is shown: %s", (body, isShown) => {
  const masked = redactBody(body) ?? "";
  expect(masked === body).toBe(isShown);
  expect(scanText(masked)).toEqual([]);
});

test.each([
  [`http://h/login?first_name=Joe&auth_date=1790000000&hash=${HEX_64}`, false],
  [`http://h/files?created=1790000000&hash=${HEX_64}`, true],
  ["http://h/upload?uploadType=resumable&upload_id=ADPycdvXbnKk2LmQ0xZ7ADPycdvXbnK", false],
  ["http://h/upload?upload_id=ADPycdvXbnKk2LmQ0xZ7ADPycdvXbnK", true],
  ["http://h/a.mp4?md5=X2VxYXRpb25fb2ZfbG92ZQ&expires=1790000000", false],
  ["http://h/a.mp4?md5=X2VxYXRpb25fb2ZfbG92ZQ&size=1790000000", true],
  ["http://h/a.mp4?st=X2VxYXRpb25fb2ZfbG92ZQ&e=1790000000", false],
  ["http://h/search?st=X2VxYXRpb25fb2ZfbG92ZQ&q=a", true],
  ["http://h/rest/ping.view?u=joe&p=enc:73657361&v=1.16.1&c=app", false],
  ["http://h/list?u=joe&p=12&v=1.16.1", true],
  ["http://h/rest/ping.view?u=joe&p=letmein&v=1.12.0&c=app", false],
  ["http://h/rest/ping?u=joe&t=26719a1196d2a940705a59634eb18eab&s=c19b2d&v=1.12.0&c=app", false],
  ["http://h/collect?v=2.1&u=abc&c=7&p=/pricing&t=pageview&s=summary", true],
  ["http://h/collect?v=1.0.1&u=abc&c=7&p=/pricing&t=pageview&s=summary", true],
  ["http://h/x?st=San-Francisco-North&e=1700000000", true],
  ["http://h/x?st=San-Francisco-Northern&e=1700000000", true],
  ["http://h/announce?passkey=5d41402abc4b2a76b9719d911017c592", false],
  ["http://h/devices?passkey=true&n=5d41402abc4b2a76b9719d911017c592", true],
  [`http://h/api?sign=${HEX_64}&t=1790000000`, false],
  ["http://h/horoscope?sign=leo&day=today", true],
  ["http://h/d?sign=please-sign-the-document-here-before-the-meeting-2024", true],
  ["http://h/x?cmd=docker+login+-u+joe+-p+letmein", false],
])("%s is shown: %s", (url, isShown) => expect(redactUrl(url) === url).toBe(isShown));

test("a header called sign is a signature, even with as many digits as a digest has", () => {
  expect(redactHeader("sign", HEX_64)).toMatch(/^REDACTED-signature-/);
  expect(redactHeader("Sign", BASE_64)).toMatch(/^REDACTED-signature-/);
  expect(redactHeader("Sign", "Aries")).toBe("Aries");
});

test.each([
  ["x-data", String.raw`{"a":"{\\u0022password\\u0022:\\u0022Fz81\\u0022}"}`],
  ["x-data", String.raw`a={\x22token\x22:\x22Fz81quart\x22}`],
])("%s: %s is masked", (name, value) => {
  const masked = redactHeader(name, value) ?? "";
  expect(masked).not.toContain("Fz81");
  expect(scanText(masked)).toEqual([]);
});

test("a fragment with quotes that are written as numbers is masked", () => {
  const masked = redactUrl(String.raw`http://h/?x=1#a={"a":"{\u0022password\u0022:\u0022Fz81quart\u0022}"}`) ?? "";
  expect(masked).not.toContain("Fz81");
  expect(scanText(masked)).toEqual([]);
});
