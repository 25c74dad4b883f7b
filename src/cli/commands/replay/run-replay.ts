import { once } from "node:events";

import { onlyKnown } from "../../../json/only-known.ts";
import { type Authority, openAuthority } from "../../../record/certificates/authority.ts";
import { BUNDLE_VARIABLES } from "../../../record/certificates/trusted-roots.ts";
import { openDoors } from "../../../replay/doors.ts";
import { replayCommand } from "../../../replay/replay-command.ts";
import { startReplayProxy } from "../../../replay/replay-proxy.ts";
import { type ReplayOptions, type ReplayServer, replay } from "../../../replay/server.ts";
import { countOf } from "../../../sequence/count-of.ts";
import { quoteSingly } from "../../../sequence/shell-word.ts";
import type { Trace } from "../../../trace/model/types.ts";
import { type Io, tell } from "../../io.ts";
import { configFolderOf } from "../../options/config-folder.ts";
import { toJsonLine } from "../../output/json-line.ts";
import { toLinger } from "../../output/left-running.ts";
import { reportBypasses } from "../../output/report-saved.ts";
import { formatRunTrustAdvice } from "../../output/trust-advice.ts";

interface Run {
  readonly io: Io;
  readonly manner: Omit<ReplayOptions, "authority" | "isBehindProxy" | "onMiss">;
  readonly asJson: boolean;
  /** Whether exchanges recorded over HTTPS are served over HTTPS if there is no proxy. @default false */
  readonly https?: boolean;
  /** Whether a program runs without a network. @default true */
  readonly isIsolated?: boolean;
  /** How long to wait for processes that a program leaves running. @default until they end */
  readonly detachAfter?: string | undefined;
}

type Misses = Awaited<ReturnType<typeof replayCommand>>["misses"];

/** Serves on loopback addresses until Ctrl-C; returns the exit code. */
export async function serveReplay(trace: Trace, { io, manner, asJson, https = false }: Run): Promise<number> {
  const authority = https ? await openAuthority(configFolderOf(io)) : undefined;
  const onMiss = (miss: Misses[number]): void => tellMisses([miss], io);
  const server = await replay(trace, { ...manner, onMiss, ...onlyKnown({ authority }) });
  const lines = Array.from(server.origins, ([recorded, replayed]) => `${recorded} is served at ${replayed}\n`);
  const json = {
    origins: Object.fromEntries(server.origins),
    authority: authority && toJsonAuthority(authority),
  };
  if (asJson) return serve(server, { io, ready: toJsonLine(json) });
  return serve(server, { io, ready: lines.join(""), advice: authority ? adviseTrust(server, authority) : "" });
}

/** These variables are all that a program needs in its environment. */
function toJsonAuthority({ certificateFile: file }: Authority): object {
  return { file, variables: Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, file])) };
}

function adviseTrust({ origins }: ReplayServer, { certificateFile: file }: Authority): string {
  const isNeeded = [...origins.values()].some((origin) => origin.startsWith("https:"));
  if (!isNeeded) return "Nothing was recorded over HTTPS; all responses are served over HTTP.\n";
  return `For HTTPS, clients must trust ${file}:\n${formatRunTrustAdvice(file)}`;
}

/** The same as a proxy for all recorded servers. */
export async function serveReplayProxy(trace: Trace, { io, manner, asJson }: Run): Promise<number> {
  const { env } = io;
  const onMiss = (miss: Misses[number]): void => tellMisses([miss], io);
  const proxy = await startReplayProxy(trace, { ...manner, onMiss, env, authorityFolder: configFolderOf(io) });
  const doors = await openDoors(proxy);
  const server = {
    misses: proxy.misses,
    notes: proxy.notes,
    [Symbol.asyncDispose]: async () => {
      await doors[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
    },
  };
  if (!asJson) tell(io, `All recorded servers are served through ${proxy.url}. In the shell of a program:`);
  const json = { proxy: proxy.url };
  // Read by `node --import wirewalk/register`.
  const lines = `${proxy.exportLines}export WIREWALK_REPLAY=${quoteSingly(JSON.stringify(doors.map))}\n`;
  const exitCode = await serve(server, { io, ready: asJson ? toJsonLine(json) : lines });
  reportBypasses(proxy.unanswered, io, "Not replayed");
  return exitCode;
}

/** Prints the instructions, waits for Ctrl-C, and counts the unmatched requests. */
async function serve(
  server: AsyncDisposable & { readonly misses: Misses; readonly notes: readonly string[] },
  { io, ready, advice = "" }: { readonly io: Io; readonly ready: string; readonly advice?: string },
): Promise<number> {
  try {
    const signal = io.interruption();
    io.stdout.write(ready);
    io.stderr.write(advice);
    tell(io, "Press Ctrl-C to stop.");
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server[Symbol.asyncDispose]();
  }
  const exitCode = countMisses(server.misses, io);
  listMisses(server.misses, io);
  for (const note of server.notes) tell(io, `Note: ${note}`);
  return exitCode;
}

/** One line for each, because they occurred some time ago; a repeated request is listed once. */
function listMisses(misses: Misses, io: Io): void {
  for (const [request, [first, ...again]] of Map.groupBy(misses, (miss) => miss.request)) {
    const times = again.length === 0 ? "" : `, ${again.length + 1} times`;
    tell(io, `  ${request}${times}: ${first?.hint}`);
  }
}

/** Runs a program against the trace. stdout is the program's, and so is the exit code unless it sent an unmatched request. */
export async function replayProgram(
  trace: Trace,
  argv: readonly string[],
  { io, manner, asJson, isIsolated = true, detachAfter }: Run,
): Promise<number> {
  const { stdout, stderr, env } = io;
  const { exitCode, misses, notes, unanswered } = await replayCommand(trace, argv, {
    ...manner,
    env,
    authorityFolder: configFolderOf(io),
    isIsolated,
    linger: toLinger("replay", { detachAfter, json: asJson }, io),
    output: { stdout, stderr },
  });
  if (asJson) {
    stderr.write(toJsonLine({ exitCode, misses, notes, unanswered }));
    return misses.length > 0 ? MISSED : exitCode;
  }
  tellMisses(misses, io);
  for (const note of notes) tell(io, `Note: ${note}`);
  reportBypasses(unanswered, io, "Not replayed");
  if (exitCode !== 0) tell(io, `The command exited with ${exitCode}.`);
  return countMisses(misses, io) || exitCode;
}

function tellMisses(misses: Misses, io: Io): void {
  for (const { message, hint } of misses) tell(io, `${message}\n  Hint: ${hint}`);
}

function countMisses(misses: Misses, io: Io): number {
  if (misses.length === 0) return 0;
  tell(io, `${countOf(misses.length, "request")} had no recorded response.`);
  return MISSED;
}

/** The exit code if a request had no recorded response. */
const MISSED = 1;
