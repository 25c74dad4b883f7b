import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackPlan } from "./plan.ts";
import { type StartedProcess, freePort, runToEnd, startProcess, stopProcesses, waitForAnswer } from "./processes.ts";
import type { Stack } from "./stack.ts";

/** Glance with its own server; under uWSGI it crashes. */
export async function startGlance({
  folder,
  origin,
  password,
}: StackPlan): Promise<{ port: number; server: StartedProcess }> {
  const home = join(folder, "glance");
  const config = join(home, "glance-api.conf");
  mkdirSync(join(home, "images"), { recursive: true });
  const port = await freePort();
  writeFileSync(config, configOf({ home, origin, password, port }));
  runToEnd(["glance-manage", "--config-file", config, "db_sync"]);
  runToEnd(["sqlite3", join(home, "glance.db"), "pragma journal_mode=wal"]);
  const server = launch(folder, {});
  await waitForAnswer(`http://127.0.0.1:${port}/`, [300], server);
  return { port, server };
}

/** Starts Glance again, on the same port, with variables such as `http_proxy` for its own calls to Keystone. */
export async function restartGlance(
  { folder, origin, processes }: Pick<Stack, "folder" | "origin" | "processes">,
  env: Readonly<Record<string, string>>,
): Promise<StartedProcess[]> {
  const isGlance = ({ name }: StartedProcess): boolean => name === NAME;
  await stopProcesses(processes.filter(isGlance));
  const server = launch(folder, env);
  writeFileSync(join(folder, RESTARTED), JSON.stringify(server));
  await waitForAnswer(`${origin}/image`, [300], server);
  return [...processes.filter((started) => !isGlance(started)), server];
}

/** The restarted Glance, if there is one: the command that stops the stack only knows the first one. */
export function findRestartedGlance({ folder }: Pick<Stack, "folder">): readonly StartedProcess[] {
  const file = join(folder, RESTARTED);
  // Written by `restartGlance`.
  return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8")) as StartedProcess] : [];
}

const RESTARTED = "restarted-glance.json";

const NAME = "glance-api";

function launch(folder: string, env: Readonly<Record<string, string>>): StartedProcess {
  const home = join(folder, "glance");
  return startProcess(NAME, [NAME, "--config-file", join(home, "glance-api.conf")], join(home, "glance.log"), env);
}

interface GlanceSettings {
  readonly home: string;
  readonly origin: string;
  readonly password: string;
  readonly port: number;
}

function configOf({ home, origin, password, port }: GlanceSettings): string {
  return `[DEFAULT]
bind_host = 127.0.0.1
bind_port = ${port}
workers = 1
public_endpoint = ${origin}/image
use_stderr = true
log_file =
[database]
connection = sqlite:///${home}/glance.db
[glance_store]
stores = file
default_store = file
filesystem_store_datadir = ${home}/images
[paste_deploy]
flavor = keystone
[keystone_authtoken]
auth_type = password
auth_url = ${origin}/identity
www_authenticate_uri = ${origin}/identity
username = glance
password = ${password}
user_domain_id = default
project_name = service
project_domain_id = default
`;
}
