import { once } from "node:events";
import { symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { findServerSockets } from "../../../src/record/transparent/server-sockets.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** A line of /proc/net/unix. */
function aRow(path: string, flags = "00010000"): string {
  return `00000000464942cc: 00000002 00000000 ${flags} 0001 01 7885471 ${path}`;
}

test("finds listening sockets, and those that the environment names, once, and not those of the session", async () => {
  const folder = await tempFolder();
  const names = ["engine.sock", "in use", "agent.1", "bus", "S.gpg-agent", "host.sock", "connected"];
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) {
    const server = createServer();
    await once(server.listen(path), "listening");
    onTestFinished(() => void server.close());
  }
  const [engine = "", inUse = "", agent = "", bus = "", keys = "", host = "", connected = ""] = paths;
  await symlink(engine, join(folder, "link"));
  await writeFile(join(folder, "file"), "");
  const table = [
    "Num       RefCount Protocol Flags    Type St Inode Path",
    ...[engine, inUse, agent, bus, keys, join(folder, "link"), join(folder, "file"), join(folder, "gone")].map((path) =>
      aRow(path),
    ),
    aRow(connected, "00000000"),
    aRow("@abstract"),
    ...Array.from({ length: 1000 }, (_, number) => aRow(join(folder, `gone-${number}`))),
  ].join("\n");
  const found = await findServerSockets({ SSH_AUTH_SOCK: agent, DOCKER_HOST: `unix://${host}` }, table);
  expect(found.filter((path) => path.startsWith(folder))).toEqual([host, engine, inUse]);
});
