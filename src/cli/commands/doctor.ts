import { tmpdir } from "node:os";

import { examineMachine } from "../../doctor/examine-machine.ts";
import { examineProgram } from "../../doctor/examine-program.ts";
import { examineTrace } from "../../doctor/examine-trace.ts";
import type { Finding } from "../../doctor/finding.ts";
import { UserError } from "../../errors.ts";
import { textAt } from "../../sequence/text-at.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { configFolderOf } from "../options/config-folder.ts";
import { toPrintable } from "../output/printable.ts";

export const doctor = defineCommand({
  examples: [
    ["Check this machine", "doctor"],
    ["Check whether a program can be recorded, without running it", "doctor -- openstack"],
    ["Look for problems in a trace", "doctor openstack.har"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", { type: "string", describe: "Trace to diagnose" })
      .option("json", { type: "boolean", default: false, describe: "Print the findings as JSON" }),
  takesProgram: true,
  run: async ({ trace, program, json }, io) => {
    const findings = await examine(trace, program, io);
    if (json) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    else for (const finding of findings) io.stdout.write(toLines(finding));
    return findings.some(({ state }) => state === "failure") ? 2 : 0;
  },
});

async function examine(
  trace: string | undefined,
  program: readonly string[] | undefined,
  io: Io,
): Promise<readonly Finding[]> {
  if (trace !== undefined && program !== undefined) {
    throw new UserError("Cannot diagnose a trace and a program in one run.", {
      hint: "Run the command once for each.",
    });
  }
  if (trace !== undefined) return examineTrace(await openTraceHere(trace, io));
  if (program !== undefined) return examineProgram(textAt(program, 0), io.env);
  const { env } = io;
  return examineMachine({ env, configFolder: configFolderOf(io), folders: [".", tmpdir()], now: new Date() });
}

function toLines({ subject, state, text, hint }: Finding): string {
  const line = `${state.padEnd(7)}  ${subject}: ${text}`;
  return toPrintable(hint === undefined ? `${line}\n` : `${line}\n           Hint: ${hint}\n`);
}
