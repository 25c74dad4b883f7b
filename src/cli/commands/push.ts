import { UserError } from "../../errors.ts";
import { countOf } from "../../sequence/count-of.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { PUSH_MODES } from "../options/modes/recorder-modes.ts";
import { OTLP_OPTIONS } from "../options/otlp-options.ts";
import { COLLECTOR_OPTION, STORE_OPTIONS } from "../options/store-options.ts";
import { toJsonLine } from "../output/json-line.ts";
import { tellRejected } from "../output/tell-delivery.ts";

export const push = defineCommand({
  examples: [
    ["Send a trace to a Collector", "push add-project.har --otlp http://127.0.0.1:4318"],
    ["Send the rest of an interrupted recording", "push openstack.har.journal --otlp http://127.0.0.1:4318"],
    [
      "Send the exchanges that a store does not have",
      "push shop.har --otlp http://127.0.0.1:4318 --missing jaeger+http://127.0.0.1:16686",
    ],
  ],
  builder: (yargs) =>
    yargs
      .positional("sources", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "Traces, journals, or files with spans that were not delivered",
      })
      .options(OTLP_OPTIONS)
      .option("missing", {
        type: "string",
        requiresArg: true,
        describe: "Send only exchanges that this store does not have",
      })
      .options(STORE_OPTIONS)
      .options(COLLECTOR_OPTION)
      .option("json", { type: "boolean", default: false, describe: "Print the result as JSON" }),
  modes: { table: PUSH_MODES, of: ({ missing }) => (missing === undefined ? "whole" : "missing") },
  run: async ({ sources, json, missing, ...args }, io) => {
    const { readEndpoint } = await import("../options/read-endpoint.ts");
    const endpoint = await readEndpoint({ ...args, otlp: args.otlp ?? "" }, io);
    if (endpoint === undefined) return 2;
    const { pushAll } = await import("./push/push-all.ts");
    const pushed = await pushAll(sources, { endpoint, missing, network: args, io });
    const { exchanges, delivered, there, why } = pushed;
    if (json) io.stdout.write(toJsonLine({ endpoint: endpoint.name, ...pushed }));
    const known = there === 0 ? "" : `; ${there} ${there === 1 ? "was" : "were"} there already`;
    const all = delivered === exchanges ? "" : `${delivered} of `;
    tell(io, `Delivered ${all}${countOf(exchanges, "exchange")} to ${endpoint.name}${known}.`);
    tellRejected(pushed, io);
    if (why === "") return 0;
    throw new UserError(`Not everything was delivered to ${endpoint.name}: ${why}.`, {
      hint: "Run `wirewalk doctor --otlp URL` to find the cause. You can repeat the push: it sends the same spans.",
    });
  },
});
