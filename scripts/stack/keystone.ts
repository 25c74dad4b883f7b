import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackPlan } from "./plan.ts";
import { type StartedProcess, freePort, runToEnd, startProcess, waitForAnswer } from "./processes.ts";

/** Keystone under uWSGI: one process with one thread, because two would lock each other out of SQLite. */
export async function startKeystone({
  folder,
  origin,
  password,
}: StackPlan): Promise<{ port: number; server: StartedProcess }> {
  const home = join(folder, "keystone");
  const config = join(home, "keystone.conf");
  for (const name of ["fernet", "credential"]) mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  writeFileSync(config, configOf(home));
  writeFileSync(join(home, "public.py"), APPLICATION);

  const manage = (...args: string[]): void => runToEnd(["keystone-manage", "--config-file", config, ...args]);
  manage("db_sync");
  runToEnd(["sqlite3", join(home, "keystone.db"), "pragma journal_mode=wal"]);
  const user = ["--keystone-user", "root", "--keystone-group", "root"];
  manage("fernet_setup", ...user);
  manage("credential_setup", ...user);
  const urls = ["admin", "public", "internal"].flatMap((name) => [`--bootstrap-${name}-url`, `${origin}/identity`]);
  manage("bootstrap", "--bootstrap-password", password, ...urls, "--bootstrap-region-id", "RegionOne");

  const port = await freePort();
  const log = join(home, "keystone.log");
  const server = startProcess("keystone", uwsgi(port, home), log, {
    OS_KEYSTONE_CONFIG_DIR: home,
    OS_KEYSTONE_CONFIG_FILES: "keystone.conf",
  });
  await waitForAnswer(`http://127.0.0.1:${port}/identity`, [300], server);
  return { port, server };
}

/** uWSGI does not find an application in /usr/bin/keystone-wsgi-public when it is mounted. */
const APPLICATION = `from keystone.server.wsgi import initialize_public_application
application = initialize_public_application()
`;

function configOf(home: string): string {
  return `[DEFAULT]
use_stderr = true
log_file =
[database]
connection = sqlite:///${home}/keystone.db
[oslo_middleware]
enable_proxy_headers_parsing = true
[cache]
# In its one process. Without, it looks up all roles anew for each token: 1.7 s instead of 0.03 s.
enabled = true
backend = dogpile.cache.memory
[identity]
# The fewest that bcrypt takes; hashing is a third of a second of each sign-in else.
password_hash_rounds = 4
[token]
provider = fernet
[fernet_tokens]
key_repository = ${home}/fernet
[credential]
key_repository = ${home}/credential
`;
}

function uwsgi(port: number, home: string): string[] {
  const options = `--plugin python3 --http-socket 127.0.0.1:${port} --mount /identity=${home}/public.py
    --processes 1 --threads 1 --buffer-size 65535 --manage-script-name --lazy-apps --need-app --die-on-term --master`;
  return ["uwsgi", ...options.split(/\s+/)];
}
