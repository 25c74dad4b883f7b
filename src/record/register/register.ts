/**
 * `node --import wirewalk/register app.js`: records what a Node program asks over HTTP, and writes a trace when it ends.
 * Must not import undici: that alone changes what built-in fetch does on some Nodes.
 */
import { isMainThread, threadId } from "node:worker_threads";

import { createRecording } from "../capture/recording.ts";
import { joinSession } from "../capture/session.ts";
import { recordNodeHttp } from "./node-requests.ts";
import { findSession } from "./own-session.ts";
import { readSettings } from "./settings.ts";
import { recordUndici } from "./undici-requests.ts";

function register(): void {
  const { session, ...settings } = readSettings(process.env, process.pid);
  const own = session === undefined ? findSession(settings.trace) : undefined;
  const joined = session ?? own?.session;
  if (joined === undefined) return;
  let fault: string | undefined;
  const recording = createRecording({
    // The time tells apart processes that had the same number.
    ...joinSession(joined, `${process.pid}-${threadId}-${Date.now()}`, settings.policy),
    ...(settings.client !== undefined && { client: settings.client }),
    ...(settings.proxyPort !== undefined && { proxyPort: settings.proxyPort }),
    onFault: (message) => (fault = message),
  });
  recordUndici(recording);
  recordNodeHttp(recording);
  process.on("exit", () => {
    try {
      recording.stop();
      if (fault !== undefined) say(fault);
      if (own !== undefined && isMainThread) say(own.save(recording.lost));
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  });
}

function say(message: string): void {
  process.stderr.write(`wirewalk: ${message}\n`);
}

try {
  register();
} catch (error) {
  say(`Nothing is recorded: ${error instanceof Error ? error.message : String(error)}`);
}
