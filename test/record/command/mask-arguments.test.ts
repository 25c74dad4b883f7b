import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { maskArguments } from "../../../src/record/command/mask-arguments.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { scanText } from "../../../src/redact/scan/scan-text.ts";

const mask = (...argv: string[]): string => maskArguments(argv, createRedactor()).join(" ");

describe("a command line", () => {
  test.each([
    ["an option's value", ["openstack", "--os-password", "hunter22"], "openstack --os-password REDACTED-password"],
    ["a value behind =", ["openstack", "--os-password=hunter22"], "openstack --os-password=REDACTED-password"],
    ["a short value", ["openstack", "--os-password", "abc"], "openstack --os-password REDACTED-password"],
    ["user and password", ["curl", "-u", "me:abc", "http://a/"], "curl -u me:REDACTED-password"],
    ["a URL", ["curl", "http://me:hunter22@a/x"], "curl http://REDACTED-user"],
    ["a query", ["curl", "http://a/x?access_token=t0k-5ecret-1"], "curl http://a/x?access_token=REDACTED-token"],
    ["a header", ["curl", "-H", "X-Auth-Token: t0k-5ecret-1"], "curl -H X-Auth-Token: REDACTED-token"],
    ["a bearer", ["curl", "-H", "Authorization: Bearer t0k-5ecret-1"], "curl -H Authorization: Bearer REDACTED-"],
    ["a JSON body", ["curl", "-d", '{"password":"hunter22"}'], 'curl -d {"password":"REDACTED-password'],
    ["a script", ["sh", "-c", `curl -H "X-Auth-Token: t0k-5ecret-1" 'http://a/'`], 'curl -H "X-Auth-Token: REDACTED-'],
    ["a variable for env", ["env", "OS_PASSWORD=hunter22", "openstack"], "env OS_PASSWORD=REDACTED-password"],
    ["a variable in a script", ["sh", "-c", "OS_PASSWORD='hunter22' openstack"], "OS_PASSWORD='REDACTED-password"],
    ["an export", ["sh", "-c", "export OS_PASSWORD=hunter22; openstack"], "export OS_PASSWORD=REDACTED-password"],
    ["curl's field", ["curl", "-F", "password=hunter22", "http://a/"], "curl -F password=REDACTED-password"],
    ["curl's field in brackets", ["curl", "-F", "user[password]=hunter22"], "curl -F user[password]=REDACTED-password"],
    ["curl's cookie", ["curl", "--cookie", "a=t0k-5ecret-1"], "curl --cookie a=REDACTED-cookie"],
    ["httpie's user and password", ["http", "-a", "me:abc", "h"], "http -a me:REDACTED-password"],
    ["htpasswd", ["htpasswd", "-nb", "me", "abc"], "htpasswd -nb me REDACTED-password"],
    ["htpasswd, a file", ["htpasswd", "-c", "-b", "f", "me", "abc"], "htpasswd -c -b f me REDACTED-password"],
    ["a command that says it", ["restic", "--password-command", "echo hunter22"], "--password-command echo REDACTED-"],
    ["Python", ["python3", "-c", "get(u, auth=('me', 'hunter22'))"], "auth=('me', 'REDACTED-password"],
    ["a field to encode", ["curl", "--data-urlencode", "token=t0k-5ecret-1"], "token=REDACTED-token"],
    [
      "a quoted phrase",
      ["sh", "-c", `echo "a b"; curl -H"X-Auth-Token: t0k-5ecret-1"`],
      'echo "a b"; curl -H"X-Auth-Token: R',
    ],
    ["mysql", ["mysql", "-phunter22", "-h", "db"], "mysql -pREDACTED-password"],
    ["sshpass", ["sshpass", "-p", "hunter22", "ssh", "-p", "2222"], "ssh -p 2222"],
    ["a form", ["curl", "-d", "user=me&password=hunter22"], "curl -d user=me&password=REDACTED-password"],
  ])("shows no secret: %s", (_, argv, shown) => {
    const text = mask(...argv);
    expect(text).toContain(shown);
    expect(text).not.toMatch(/hunter22|5ecret|abc/);
  });

  test.each([
    ["http://api.example/?id=1"],
    ["http://127.0.0.1:3000/items"],
    ["https://localhost:8080"],
    ["http://h/FUZZ"],
    ["http://[::1]:9/x"],
  ])("shows the URL that -u introduces in many programs: %s", (url) => {
    expect(mask("ffuf", "-u", url)).toBe(`ffuf -u ${url}`);
    expect(mask("sh", "-c", `sqlmap -u '${url}' --batch`)).toBe(`sh -c sqlmap -u '${url}' --batch`);
  });

  test.each(["http:hunter22", "http://hunter22", "https:/hunter22.", "http://hunter22@", "http://joe:hunter22@h/x"])(
    "masks a value that only begins like one: -u %s",
    (value) => expect(mask("curl", "-u", value)).not.toContain("hunter22"),
  );

  test("teaches the recording: its secrets are masked elsewhere", () => {
    const redactor = createRedactor();
    maskArguments(["curl", "-u", "me:hunter22"], redactor);
    expect(redactor.redactText("I am hunter22.")).not.toContain("hunter22");
  });

  test("keeps text that is not secret", () => {
    const plain = fc.stringMatching(/^[a-z ./,%+ü"';]{0,20}$/);
    fc.assert(
      fc.property(fc.array(plain), (words) => {
        expect(maskArguments(words, createRedactor())).toEqual(words);
      }),
    );
    const phrases = [
      "sh",
      "-c",
      `echo "a b";`,
      `print("hello world", 1)`,
      `my "nice agent"/1.0`,
      `'a b'"c d"`,
      `"a 'b`,
    ];
    expect(maskArguments(phrases, createRedactor())).toEqual(phrases);
    const argv = ["openstack", "--os-cloud", "demo", "image", "add", "project", "--insecure", "a:b", "-u", "me"];
    const ports = ["docker", "run", "-p", "80:8080", "-e", "LANG=C", "ssh", "-p", "2222"];
    expect(maskArguments(ports, createRedactor())).toEqual(ports);
    expect(maskArguments(argv, createRedactor())).toEqual(argv);
  });

  test.each([
    [["curl", "-d", 'payload={"password":"S"}']],
    [["curl", "-dpassword=S"]],
    [["curl", "-bsid=S"]],
    [["curl", "-F", "f=@a.txt;filename=token=S.txt"]],
    [["curl", "--data-urlencode", 'q={"password":"S"}']],
    [["curl", "--oauth2-bearer", "S"]],
    [["curl", "-E", "cert.pem:S"]],
    [["wget", "--post-data=password=S"]],
    [["wget", "--body-data", '{"password":"S"}']],
    [["openstack", "token", "revoke", "S"]],
    [["aws", "configure", "set", "aws_secret_access_key", "S"]],
    [["mongosh", "-p", "S"]],
    [["docker", "login", "-u", "joe", "-p", "S"]],
    [["swift", "-U", "a:b", "-K", "S"]],
    [["kubectl", "create", "secret", "generic", "x", "--from-literal=foo=S"]],
    [["helm", "--set", "a=b,db.password=S,c=d"]],
    [["ansible", "-e", '{"db_password":"S"}']],
    [["terraform", "-var=db_password=S"]],
    [["app", "--config", '{"password":"S"}']],
    [["app", '--config={"password":"S"}']],
    [["app", "-token", "S"]],
    [["app", "-token=S"]],
    [["app", "/token:S"]],
    [["app", "/p:Password=S"]],
    [["java", "-Ddb.password=S"]],
    [["docker", "run", "--env=DB_PASS=S"]],
    [["docker", "run", "-eDB_PASS=S"]],
  ])("leaves nothing that a scan would find: %j", (argv) => {
    const secret = "Zk7r1qPw9LmX2vT4sBn8";
    const masked = maskArguments(
      argv.map((argument) => argument.replace(/\bS\b|(?<=-[a-z]\w*=)S$/, secret)),
      createRedactor(),
    );
    expect(masked.join(" ")).not.toContain(secret);
    expect(masked.join(" ")).toContain("REDACTED-");
    expect(scanText(JSON.stringify({ argv: masked }, undefined, 2))).toEqual([]);
  });

  test.each([
    [["git", "commit", "-m", "Fix token refresh in v1.2.3 (#1234)"]],
    [
      [
        "curl",
        "-H",
        'If-None-Match: "33a64df551425fcc55e4d42a148795d9f25f89d4"',
        "http://h/9faa6fd5-b254-4184-80c0-66b7c062315e",
      ],
    ],
    [["app", "--password-file", "/run/secrets/db1pass", "--token-env", "MY_TOKEN1", "-config", "prod2.yaml"]],
    [["helm", "--set", "image.tag=v1.2.3,replicas=2", "--namespace", "a1-b2"]],
    [["msbuild", "/p:Configuration=Release2", "/t:Build1"]],
    [["docker", "run", "-u", "1000:1000", "-p", "8080:80", "-v", "/a1:/b2", "app:1.2"]],
    [["gcloud", "auth", "print-access-token", "joe1@example.test"]],
    [["openstack", "server", "create", "--key-name", "laptop-2", "--flavor", "m1.tiny", "vm-1"]],
    [["app", '{"name":"vm-1","size":3}', "--filter", "a=b1c2d3,c=d4"]],
  ])("keeps what a scan would keep: %j", (argv) => {
    expect(maskArguments(argv, createRedactor())).toEqual(argv);
  });
});
