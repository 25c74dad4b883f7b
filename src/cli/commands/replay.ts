import type { OpenTraceOptions } from "../../import/open-trace.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { findSettings } from "../../project/config/find-settings.ts";
import { MATCH_PARTS } from "../../replay/match-rules.ts";
import { locateLines } from "../../trace/stream/locate-lines.ts";
import { MixedLinesError } from "../../trace/stream/mixed-lines.ts";
import { defineCommand } from "../command.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { DETACH_OPTION } from "../options/detach-option.ts";
import { REPLAY_MODES } from "../options/modes/service-modes.ts";
import { traceArgument } from "../options/options.ts";
import { readCount } from "../options/read-count.ts";
import { replayProgram, serveReplay, serveReplayProxy } from "./replay/run-replay.ts";

const text = { type: "string", requiresArg: true } as const;

const OPTIONS = {
  port: {
    ...text,
    describe: "First port to listen on [default: any free ports]",
  },
  proxy: {
    type: "boolean",
    default: false,
    describe: "Serve all recorded servers through one HTTP and HTTPS proxy",
  },
  https: {
    type: "boolean",
    default: false,
    describe: "Serve HTTPS origins over HTTPS (implied by --proxy)",
  },
  ignore: {
    ...text,
    describe: "Parts of requests to ignore when matching: query.ts,header.x-date,body.items.*.id",
  },
  match: {
    ...text,
    describe: `Parts of requests that must match [default: ${MATCH_PARTS.join(",")}]`,
  },
  "freeze-time": {
    type: "boolean",
    describe: "Keep all dates as recorded; by default, dates that were in the future are moved",
  },
  "missing-bodies": {
    choices: ["502", "empty"] as const,
    describe: "Response if the trace does not contain its body [default: 502]",
  },
  strict: {
    type: "boolean",
    describe: "Return recorded names of resources even if the client sent other names",
  },
  "no-isolation": {
    type: "boolean",
    default: false,
    describe: "Run the program with network access; clients that ignore the proxy reach real servers",
  },
  ...DETACH_OPTION,
  speed: { ...text, describe: "Pace streams at X times the recorded speed [default: no delay]" },
  latency: { ...text, describe: "Wait MS milliseconds before each response" },
  fail: { ...text, describe: "Fail every Nth request with 503" },
  json: { type: "boolean", default: false, describe: "Print addresses, or the result of a program, as JSON" },
} as const;

export const replay = defineCommand({
  examples: [
    ["Run a command against the recording", "replay add-project.har -- openstack image add project cirros demo"],
    ["Serve each origin on its own port", "replay add-project.har"],
    ["Serve HTTPS too", "replay add-project.har --https"],
    ["Serve several programs through a proxy", "replay add-project.har --proxy"],
    ["Use a fixed port", "replay add-project.har --port 8080"],
    ["Fail every third request", "replay add-project.har --fail 3 -- ./my-client"],
  ],
  builder: (yargs) => yargs.positional("trace", traceArgument).options(OPTIONS),
  modes: {
    table: REPLAY_MODES,
    of: ({ program, proxy }) => (program !== undefined ? "program" : proxy ? "proxy" : "servers"),
  },
  takesProgram: true,
  run: async ({ trace, program, port, proxy, https, json, ...args }, io) => {
    const settings = (await findSettings([trace], args.named))?.replay ?? {};
    const speed = readCount("speed", args.speed, 1);
    const latency = readCount("latency", args.latency);
    const failEvery = readCount("fail", args.fail, 1);
    const manner = {
      ...onlyKnown({
        isStrict: args.strict ?? settings.strict,
        freezesTime: args["freeze-time"] ?? settings.freezeTime,
        missingBodies: args["missing-bodies"] ?? settings.missingBodies,
        match: args.match?.split(",") ?? settings.match,
        ignore: joinIgnored(args.ignore?.split(","), settings.ignore),
      }),
      port: readCount("port", port) ?? 0,
      ...onlyKnown({ speed, latency, failEvery }),
    };
    const isIsolated = !args["no-isolation"];
    const ofProgram = { isIsolated, detachAfter: args["detach-after"] };
    const serve = proxy ? serveReplayProxy : serveReplay;
    const run = async (options: OpenTraceOptions): Promise<number> => {
      const opened = await openTraceHere(trace, io, options);
      if (program !== undefined) return replayProgram(opened, program, { io, manner, asJson: json, ...ofProgram });
      return serve(opened, { io, manner, asJson: json, https });
    };
    return readingAll(run);
  },
});

/** A replay reads all of its trace before it starts anything, so that it can start again. */
async function readingAll(run: (options: OpenTraceOptions) => Promise<number>): Promise<number> {
  try {
    return await run({ locateLines });
  } catch (error) {
    if (error instanceof MixedLinesError) return run({});
    throw error;
  }
}

/** Options of both modes. */
function joinIgnored(asked: readonly string[] = [], said: readonly string[] = []): readonly string[] | undefined {
  return asked.length + said.length === 0 ? undefined : [...said, ...asked];
}
