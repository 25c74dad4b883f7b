import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { maskArguments } from "../../../src/record/command/mask-arguments.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";

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

  test("teaches the recording: what it holds is masked elsewhere", () => {
    const redactor = createRedactor();
    maskArguments(["curl", "-u", "me:hunter22"], redactor);
    expect(redactor.redactText("I am hunter22.")).not.toContain("hunter22");
  });

  test("keeps what is no secret as it is", () => {
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
});
