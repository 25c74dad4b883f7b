import { UserError } from "../../errors.ts";
import { defineCommand } from "../command.ts";
import { showCounts } from "../counts.ts";
import { tell } from "../io.ts";
import { traceArgument } from "../options.ts";
import { toPrintable } from "../printable.ts";

export const redact = defineCommand({
  examples: [
    ["Before a browser's recording goes to support", "redact session.har -o clean.har"],
    ["With a secret that no name tells", "redact session.har -o clean.har --secret-env VAULT_PIN"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("output", {
        alias: "o",
        type: "string",
        requiresArg: true,
        demandOption: true,
        describe: "HAR file to write",
      })
      .option("secret-env", {
        array: true,
        type: "string",
        requiresArg: true,
        default: [],
        describe: "Variable whose value is a secret",
      })
      .option("secret-file", { type: "string", requiresArg: true, describe: "File of secrets, one a line" }),
  run: async ({ trace, output, "secret-env": variables, "secret-file": file }, io) => {
    const { createRedactor, readText, readTrace, redactTrace, writeFileAtomically } = await import("../../index.ts");
    const redactor = createRedactor();
    for (const name of variables) {
      const value = io.env[name];
      if (value === undefined)
        throw new UserError(`The variable "${name}" is not set.`, { hint: "set it, or leave it out." });
      redactor.learn(value, "secret");
    }
    const lines = file === undefined ? [] : (await readText(file)).split(/\r?\n/);
    for (const line of lines) redactor.learn(line, "secret");
    const { chunks, counts } = redactTrace(await readTrace(trace), redactor);
    await writeFileAtomically(output, chunks);
    tell(io, toPrintable(`Wrote ${output}; masked: ${showCounts(counts)}.`));
    return 0;
  },
});
