import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { installDebianPackages } from "../debian.ts";
import { startFront } from "./front.ts";
import { findRestartedGlance, startGlance } from "./glance.ts";
import { startKeystone } from "./keystone.ts";
import type { StackPlan } from "./plan.ts";
import { type StartedProcess, freePort, stopProcesses } from "./processes.ts";
import { SECURE_REGION, type Seed, seedCloud, seedSecureRegion } from "./seed.ts";

/** Debian 12 has OpenStack Zed, the release of the first walkthrough page. */
const PACKAGES = {
  keystone: "/usr/bin/keystone-manage",
  "glance-api": "/usr/bin/glance-api",
  "python3-openstackclient": "/usr/bin/openstack",
  "uwsgi-core": "/usr/bin/uwsgi-core",
  "uwsgi-plugin-python3": "/usr/lib/uwsgi/plugins/python3_plugin.so",
  "nginx-light": "/usr/sbin/nginx",
  sqlite3: "/usr/bin/sqlite3",
};

/** A running Keystone and Glance. Plain data, so that another process can stop it. */
export interface Stack {
  readonly folder: string;
  readonly origin: string;
  readonly processes: readonly StartedProcess[];
  readonly seed: Seed;
  /** `OS_*` of the administrator. */
  readonly env: Readonly<Record<string, string>>;
  /** The same over HTTPS; only `OS_CACERT` names the CA of its certificate. */
  readonly secureEnv: Readonly<Record<string, string>>;
  /** A clouds.yaml with the same, as cloud `stack`, and the plain user as `stack-demo`. */
  readonly cloudsFile: string;
}

export interface StackOptions {
  /** Whether the catalog has a region that is reached by HTTPS. @default false */
  readonly withHttps?: boolean;
}

/** Installs missing packages, starts everything, and returns when all services respond. Cleans up if it fails. */
export async function startStack({ withHttps = false }: StackOptions = {}): Promise<Stack> {
  installDebianPackages(PACKAGES);
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-stack-"));
  const plan: StackPlan = {
    folder,
    origin: `http://127.0.0.1:${await freePort()}`,
    secureOrigin: `https://127.0.0.1:${await freePort()}`,
    // A password that begins with a hyphen would be an option of keystone-manage.
    password: `w${randomBytes(12).toString("base64url")}`,
  };
  const processes: StartedProcess[] = [];
  try {
    const [keystone, glance] = await Promise.all([startKeystone(plan), startGlance(plan)].map(keep(processes)));
    processes.push(await startFront(plan, { keystone: keystone?.port ?? 0, glance: glance?.port ?? 0 }));
    const seed = await seedCloud(plan);
    if (withHttps) await seedSecureRegion(plan);
    const env = environmentOf(plan);
    const secureEnv = {
      ...env,
      OS_AUTH_URL: `${plan.secureOrigin}/identity`,
      OS_REGION_NAME: SECURE_REGION,
      OS_CACERT: join(folder, "tls/ca.pem"),
    };
    return { folder, origin: plan.origin, processes, seed, env, secureEnv, cloudsFile: writeClouds(plan) };
  } catch (error) {
    await stopStack({ folder, processes });
    throw error;
  }
}

/** Ends what `startStack` started, and removes its folder. */
export async function stopStack({ folder, processes }: Pick<Stack, "folder" | "processes">): Promise<void> {
  await stopProcesses([...processes, ...findRestartedGlance({ folder })]);
  rmSync(folder, { recursive: true, force: true });
}

/** Remembers a server as soon as it runs, even if the other one fails. */
function keep<T extends { readonly server: StartedProcess }>(
  processes: StartedProcess[],
): (starting: Promise<T>) => Promise<T> {
  return async (starting) => {
    const started = await starting;
    processes.push(started.server);
    return started;
  };
}

function environmentOf({ origin, password }: StackPlan): Record<string, string> {
  return {
    OS_AUTH_URL: `${origin}/identity`,
    OS_IDENTITY_API_VERSION: "3",
    OS_USERNAME: "admin",
    OS_PASSWORD: password,
    OS_PROJECT_NAME: "admin",
    OS_USER_DOMAIN_NAME: "Default",
    OS_PROJECT_DOMAIN_NAME: "Default",
    OS_REGION_NAME: "RegionOne",
  };
}

function writeClouds(plan: StackPlan): string {
  const file = join(plan.folder, "clouds.yaml");
  const cloud = (name: string, user: string, project: string): string => `  ${name}:
    auth:
      auth_url: ${plan.origin}/identity
      username: ${user}
      password: ${JSON.stringify(plan.password)}
      project_name: ${project}
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
    identity_api_version: 3
`;
  writeFileSync(file, `clouds:\n${cloud("stack", "admin", "admin")}${cloud("stack-demo", "demo", "demo")}`, {
    mode: 0o600,
  });
  return file;
}
