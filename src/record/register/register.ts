/**
 * `node --import wirewalk/register app.js`: records the HTTP requests of a Node program, and writes a trace when it ends. If a replay has
 * set `WIREWALK_REPLAY`, it redirects the program's connections there instead. Must not import undici: that alone changes the behavior of
 * built-in fetch on some versions of Node. Imports here delay the program, so everything that only a request needs is loaded with the first
 * request (recorder.ts).
 */
import { subscribe } from "node:diagnostics_channel";
import { isMainThread, threadId } from "node:worker_threads";

import { reasonOf } from "../../errors.ts";
import { createJournal } from "../../trace/journal/journal-file.ts";
import { journalIn } from "../../trace/journal/session-folder.ts";
import { createFaultReport, toJournalListener } from "../capture/fault.ts";
import { loadRecorder } from "./load-recorder.ts";
import { endSession, findSession } from "./own-session.ts";
import type { ProgramRecorder } from "./recorder.ts";
import { readSettings } from "./settings.ts";

function register(): void {
  const { session: given, ...settings } = readSettings(process.env, process.pid);
  const own = given === undefined ? findSession(settings.trace) : undefined;
  const session = given ?? own?.session;
  if (session === undefined) return;
  let fault: string | undefined;
  const faults = createFaultReport((message) => (fault = message));
  // The time distinguishes processes with the same number.
  const name = `${process.pid}-${threadId}-${Date.now()}`;
  // Now, because a program may drop its privileges before it sends a request.
  const journal = createJournal(
    journalIn(session.folder, name),
    { wirewalkJournal: 1, pid: process.pid },
    toJournalListener(faults),
  );
  const recorder = startLate(() =>
    loadRecorder().startRecorder(session, { name, settings, opened: { journal, faults } }),
  );
  subscribe("undici:request:create", (message) => recorder.get()?.takeUndici(message));
  subscribe("http.client.request.created", (message) => recorder.get()?.takeNodeHttp(message));
  process.on("exit", () => {
    try {
      recorder.started?.stop();
      if (fault !== undefined) say(fault);
      const told =
        own !== undefined && isMainThread ? endSession(own, { faults, sessionKey: settings.sessionKey }) : undefined;
      if (told !== undefined && !recorder.hasFailed) say(told);
    } catch (error) {
      say(reasonOf(error));
    }
  });
}

interface LateRecorder {
  readonly started: ProgramRecorder | undefined;
  readonly hasFailed: boolean;
  /** Starts it, if that was not tried before; undefined if it cannot be started. */
  readonly get: () => ProgramRecorder | undefined;
}

function startLate(start: () => ProgramRecorder): LateRecorder {
  let started: ProgramRecorder | undefined;
  let hasFailed = false;
  return {
    get started() {
      return started;
    },
    get hasFailed() {
      return hasFailed;
    },
    get: () => {
      try {
        if (!hasFailed) started ??= start();
      } catch (error) {
        hasFailed = true;
        say(`Nothing is recorded: ${reasonOf(error)}`);
      }
      return started;
    },
  };
}

function say(message: string): void {
  process.stderr.write(`wirewalk: ${message}\n`);
}

try {
  const doors = process.env["WIREWALK_REPLAY"];
  if (doors === undefined || doors === "") register();
  else {
    // Loaded only in a replay.
    const { leadConnections, readDoors } = await import("./lead-connections.ts");
    const replay = readDoors(doors);
    if (replay !== undefined) leadConnections(replay);
  }
} catch (error) {
  say(`Nothing is recorded: ${reasonOf(error)}`);
}
