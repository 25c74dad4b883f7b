import { access, constants, readFile, realpath, stat } from "node:fs/promises";

import { matchParts } from "../../sequence/match-parts.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Unix sockets of servers that a program could reach in spite of a network namespace, because these sockets are files: of container
 * engines, databases, and whatever else listens. Sockets of the user's session stay, because they are not API servers.
 */
export async function findServerSockets(env: Environment, table?: string): Promise<readonly string[]> {
  // Sockets of the host that are mounted into a container are not in the container's table.
  const known = [...KNOWN, ...namedIn(env)];
  const listening = readListening(table ?? (await readFile("/proc/net/unix", "utf8").catch(() => "")));
  const paths = [...known, ...listening].filter((path) => !isOfSession(path, env));
  const reachable = await Promise.all(paths.slice(0, MOST).map(whereReachable));
  return [...new Set(reachable.filter((path) => path !== undefined))];
}

/** More than any machine has; each costs a mount. */
const MOST = 500;

const KNOWN = [
  "/run/docker.sock",
  "/var/run/docker.sock",
  "/run/podman/podman.sock",
  "/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/run/snapd.socket",
] as const;

/** In the form that container engines and gRPC give them. */
function namedIn(env: Environment): readonly string[] {
  const { XDG_RUNTIME_DIR: runtime, HOME: home } = env;
  const named = Object.values(env).flatMap((value) => {
    const [, path] = matchParts(/^unix:(?:\/\/)?(\/[^?#,;]+)$/, value ?? "");
    return path === undefined ? [] : [path];
  });
  return [
    ...named,
    ...(runtime === undefined ? [] : [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`]),
    ...(home === undefined ? [] : [`${home}/.docker/run/docker.sock`]),
  ];
}

/** Sockets with a path and a listener, as the kernel lists them. */
function readListening(table: string): readonly string[] {
  return table.split("\n").flatMap((line): readonly string[] => {
    const [, flags = "", path = ""] = matchParts(
      /^[\da-f]+: [\da-f]+ [\da-f]+ ([\da-f]{8}) [\da-f]+ [\da-f]+ +\d+ (\/.+)$/i,
      line,
    );
    return (Number.parseInt(flags, 16) & ACCEPTS) === 0 ? [] : [path];
  });
}

/** `__SO_ACCEPTCON` of Linux. */
const ACCEPTS = 0x1_00_00;

/** Display, sound, keys, and message bus of the desktop: programs need them, and send no API requests through them. */
const SESSION = [
  /^\/tmp\/\.(?:X11|ICE)-unix\//,
  /\/(?:bus|system_bus_socket|wayland-\d+|pipewire-\d+(?:-manager)?|native)$/,
  /\/(?:S\.[\w.-]+|keyring\/\w+)$/,
  /^\/run\/systemd\/(?!resolve\/)/,
];

function isOfSession(path: string, { SSH_AUTH_SOCK: agent }: Environment): boolean {
  return path === agent || SESSION.some((form) => form.test(path));
}

/** Undefined if there is no socket, or none to which this user may connect. */
async function whereReachable(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isSocket()) return undefined;
    await access(path, constants.W_OK);
    return await realpath(path);
  } catch {
    return undefined;
  }
}
