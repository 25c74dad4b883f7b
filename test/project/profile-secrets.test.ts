import { expect, test } from "vitest";

import type { Profile } from "../../src/analyze/types.ts";
import { readProfileSecrets } from "../../src/project/profile-secrets.ts";

function aProfile(name: string): Profile {
  const readSecrets = async (env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => [
    `${name} of ${env["HOME"]}`,
  ];
  return { name, detect: [], client: { id: name, label: name }, services: {}, operations: [], readSecrets };
}

const { readSecrets: _none, ...silent } = aProfile("silent");
const [clouds, shop] = [aProfile("clouds"), aProfile("shop")];
const profiles = [clouds, silent, shop];
const env = { HOME: "/home/me" };

test("a program may be a client of any services: all profiles are used", async () => {
  expect(await readProfileSecrets(profiles, undefined, env)).toEqual(["clouds of /home/me", "shop of /home/me"]);
});

test("if the services are known, only their profile is used, also one of the user", async () => {
  expect(await readProfileSecrets(profiles, shop, env)).toEqual(["shop of /home/me"]);
  expect(await readProfileSecrets(profiles, aProfile("own"), env)).toEqual(["own of /home/me"]);
  expect(await readProfileSecrets(profiles, silent, env)).toEqual([]);
});
