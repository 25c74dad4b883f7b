import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Debian 12 has OpenStack Zed, the release of the first walkthrough page. */
const PACKAGES: Readonly<Record<string, string>> = {
  keystone: "/usr/bin/keystone-manage",
  "glance-api": "/usr/bin/glance-api",
  "python3-openstackclient": "/usr/bin/openstack",
  "uwsgi-core": "/usr/bin/uwsgi-core",
  "uwsgi-plugin-python3": "/usr/lib/uwsgi/plugins/python3_plugin.so",
  "nginx-light": "/usr/sbin/nginx",
  sqlite3: "/usr/bin/sqlite3",
};

/** Installs what is missing from Debian. Their services are not started: policy-rc.d or no systemd; ours are our own. */
export function installPackages(): void {
  const missing = Object.entries(PACKAGES)
    .filter(([, file]) => !existsSync(file))
    .map(([name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`These Debian packages are missing: ${missing.join(" ")}. Install them, or run this as root.`);
  }
  console.error(`Installing ${missing.join(" ")} …`);
  aptGet(["update", "-q"]);
  aptGet(["install", "-y", "-q", "--no-install-recommends", ...missing]);
}

function aptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const { status, stdout, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`apt-get ${args[0]} failed:\n${tail(stdout + stderr)}`);
}

/** The end of a long output, where the reason stands. */
export function tail(text: string): string {
  return text.trimEnd().split("\n").slice(-25).join("\n");
}
