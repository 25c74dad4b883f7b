import { once } from "node:events";

import { defineCommand } from "../command.ts";
import { countOf } from "../counts.ts";
import { type Io, tell } from "../io.ts";
import { traceArgument } from "../options.ts";
import { toPrintable } from "../printable.ts";
import { readCount } from "../read-count.ts";

export const replay = defineCommand({
  examples: [
    ["Says where each recorded origin is answered", "replay add-project.har"],
    ["At an address that stays the same", "replay add-project.har --port 8080"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("port", {
        type: "string",
        requiresArg: true,
        describe: "Port of the first recorded origin, others take the next ones [default: free ones]",
      })
      .option("json", { type: "boolean", default: false, describe: "Print the addresses as one line of JSON" }),
  run: async ({ trace, port, json }, io) => {
    const firstPort = readCount("port", port) ?? 0;
    const { openTrace, replay: startReplay } = await import("../../index.ts");
    const server = await startReplay(await openTrace(trace), {
      port: firstPort,
      onMiss: ({ message, hint }) => tell(io, toPrintable(`${message}\n  Hint: ${hint}`)),
    });
    try {
      const signal = io.interruption();
      showOrigins(io, server.origins, json);
      if (!signal.aborted) await once(signal, "abort");
    } finally {
      await server[Symbol.asyncDispose]();
    }
    if (server.misses.length === 0) return 0;
    tell(io, `${countOf(server.misses.length, "request")} had no recorded answer.`);
    return 1;
  },
});

function showOrigins(io: Io, origins: ReadonlyMap<string, string>, asJson: boolean): void {
  const lines = Array.from(origins, ([recorded, replayed]) => `${recorded} is answered at ${replayed}`);
  io.stdout.write(`${asJson ? JSON.stringify({ origins: Object.fromEntries(origins) }) : lines.join("\n")}\n`);
  tell(io, "Ctrl-C ends it.");
}
