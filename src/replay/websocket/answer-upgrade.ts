import { endOf } from "../answer.ts";
import type { Recorded } from "../matcher.ts";
import { converse } from "./converse.ts";
import { writeHandshake } from "./handshake.ts";
import { type ScriptOptions, createScript } from "./script.ts";
import type { Upgrade } from "./take-upgrades.ts";

export interface UpgradeOptions extends ScriptOptions, Pick<Upgrade, "request" | "upgrade"> {}

/** Switches a connection to the recorded WebSocket, and leads its conversation to the end. */
export async function answerUpgrade(found: Recorded, { request, upgrade, ...options }: UpgradeOptions): Promise<void> {
  const { socket, first } = upgrade;
  const { entry } = found;
  socket.setNoDelay(true);
  socket.write(
    writeHandshake(entry, request, (text) => options.book.toReplayed(text, endOf(entry))),
    "latin1",
  );
  await converse(socket, first, createScript(found, options));
}
