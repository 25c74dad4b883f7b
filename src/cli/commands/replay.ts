import { onlyKnown } from "../../json/only-known.ts";
import { MATCH_PARTS } from "../../replay/match-rules.ts";
import { defineCommand } from "../command.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { traceArgument } from "../options/options.ts";
import { readCount } from "../options/read-count.ts";
import { replayProgram, serveReplay, serveReplayProxy } from "./replay/run-replay.ts";

const text = { type: "string", requiresArg: true } as const;

export const replay = defineCommand({
  examples: [
    ["The program itself, without the cloud", "replay add-project.har -- openstack image add project cirros demo"],
    ["Says where each recorded origin is answered", "replay add-project.har"],
    ["What was recorded over HTTPS is answered over HTTPS", "replay add-project.har --https"],
    ["For several programs, HTTPS too", "replay add-project.har --proxy"],
    ["At an address that stays the same", "replay add-project.har --port 8080"],
    ["How does a program take it when every third request fails?", "replay add-project.har --fail 3 -- ./my-client"],
  ],
  builder: (yargs) =>
    yargs.positional("trace", traceArgument).options({
      port: {
        ...text,
        describe: "Port of the proxy, or of the first origin, others take the next [default: free ones]",
      },
      proxy: { type: "boolean", default: false, describe: "Answer as a proxy, HTTP and HTTPS, for every server" },
      https: {
        type: "boolean",
        default: false,
        describe: "Answer over HTTPS what was recorded over HTTPS; a proxy does so anyway",
      },
      ignore: {
        ...text,
        describe: "Members of requests that do not count: query.ts,header.x-date",
      },
      match: {
        ...text,
        describe: `Parts of requests that count [default: ${MATCH_PARTS.join(",")}]`,
      },
      "freeze-time": {
        type: "boolean",
        default: false,
        describe: "Leave all dates as recorded; else those that were to come are as far from now",
      },
      "missing-bodies": {
        choices: ["502", "empty"] as const,
        default: "502" as const,
        describe: "What is sent where a body is not in the trace",
      },
      strict: {
        type: "boolean",
        default: false,
        describe: "Give recorded names back, not those that the client chose",
      },
      "no-isolation": {
        type: "boolean",
        default: false,
        describe: "Run the program with the network; what ignores the proxy reaches real servers",
      },
      speed: { ...text, describe: "Send streams as fast as they came (1), or faster [default: at once]" },
      latency: { ...text, describe: "Milliseconds before each answer" },
      fail: { ...text, describe: "Refuse every so many requests one with 503" },
      json: { type: "boolean", default: false, describe: "Print addresses, or the outcome, as one line of JSON" },
    }),
  takesProgram: true,
  run: async ({ trace, program, port, proxy, https, strict, json, ...args }, io) => {
    const speed = readCount("speed", args.speed);
    const latency = readCount("latency", args.latency);
    const failEvery = readCount("fail", args.fail);
    const manner = {
      isStrict: strict,
      freezesTime: args["freeze-time"],
      missingBodies: args["missing-bodies"],
      ...onlyKnown({ match: args.match?.split(","), ignore: args.ignore?.split(",") }),
      port: readCount("port", port) ?? 0,
      ...onlyKnown({ speed, latency, failEvery }),
    };
    const opened = await openTraceHere(trace, io);
    const isIsolated = !args["no-isolation"];
    if (program !== undefined) return replayProgram(opened, program, { io, manner, asJson: json, isIsolated });
    const serve = proxy ? serveReplayProxy : serveReplay;
    return serve(opened, { io, manner, asJson: json, https });
  },
});
