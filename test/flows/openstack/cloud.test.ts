import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readCloud } from "../../../src/flows/openstack/cloud.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const ENV = {
  OS_AUTH_URL: "http://127.0.0.1/identity/",
  OS_USERNAME: "admin",
  OS_PASSWORD: "secret-password",
  OS_PROJECT_NAME: "admin",
  OS_USER_DOMAIN_NAME: "Default",
  OS_PROJECT_DOMAIN_ID: "default",
};

async function writeClouds(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return join(folder, "clouds.yaml");
}

describe("OS_* variables", () => {
  test("users and projects by name, with their domains by name or ID", () => {
    expect(readCloud({ env: ENV })).toEqual({
      authUrl: "http://127.0.0.1/identity",
      user: { name: "admin", domain: { name: "Default" } },
      password: "secret-password",
      project: { name: "admin", domain: { id: "default" } },
    });
  });

  test("users and projects by ID", () => {
    const { user, project } = readCloud({ env: { ...ENV, OS_USER_ID: "u1", OS_PROJECT_ID: "p1" } });
    expect([user, project]).toEqual([{ id: "u1" }, { id: "p1" }]);
  });

  test("without a domain, the default one is used", () => {
    const { OS_USER_DOMAIN_NAME: _name, ...env } = ENV;
    expect(readCloud({ env }).user).toEqual({ name: "admin", domain: { id: "default" } });
  });

  test.each(["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME"])("%s missing", (name) => {
    const field = name.slice(3).toLowerCase();
    expect(() => readCloud({ env: { ...ENV, [name]: undefined } })).toThrow(
      `"${field}" is missing in the environment.`,
    );
    expect(() => readCloud({ env: { ...ENV, [name]: "" } })).toThrow(`"${field}" is missing`);
  });
});

describe("clouds.yaml", () => {
  const CLOUDS = `clouds:
  lab:
    region_name: RegionTwo
    auth: { auth_url: http://127.0.0.1/identity, username: me, project_name: mine, user_domain_id: d1 }
`;

  test("a cloud by name, with the password from secure.yaml", async () => {
    const file = await writeClouds({
      "clouds.yaml": CLOUDS,
      "secure.yaml": "clouds: { lab: { auth: { password: from-secure } } }",
    });
    expect(readCloud({ cloud: "lab", env: { OS_CLIENT_CONFIG_FILE: file } })).toEqual({
      authUrl: "http://127.0.0.1/identity",
      user: { name: "me", domain: { id: "d1" } },
      password: "from-secure",
      project: { name: "mine", domain: { id: "default" } },
      region: "RegionTwo",
    });
  });

  test("OS_CLOUD names one too", async () => {
    const file = await writeClouds({ "clouds.yaml": CLOUDS.replace("username", "password: pw, username") });
    expect(readCloud({ env: { OS_CLOUD: "lab", OS_CLIENT_CONFIG_FILE: file } }).password).toBe("pw");
  });

  test("found in the user's configuration directory", async () => {
    const file = await writeClouds({ "clouds.yaml": CLOUDS });
    expect(() => readCloud({ cloud: "lab", env: { XDG_CONFIG_HOME: join(file, "../none") } })).toThrow(
      /No clouds.yaml found/,
    );
  });

  test.each([
    ["an unknown cloud", "other", CLOUDS, /Cloud "other" is not in .*clouds\.yaml/],
    ["a missing field", "lab", CLOUDS, /"password" is missing in cloud "lab" of .*clouds\.yaml/],
    ["no YAML", "lab", "clouds: [", /Cannot read ".*clouds\.yaml": .*line 1/],
    ["no clouds", "lab", "cloud: {}", /has no list of clouds/],
  ])("%s is an error that names the place", async (_what, cloud, content, message) => {
    const file = await writeClouds({ "clouds.yaml": content });
    expect(() => readCloud({ cloud, env: { OS_CLIENT_CONFIG_FILE: file } })).toThrow(message);
  });
});
