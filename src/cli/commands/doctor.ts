import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

import { examineMachine } from "../../doctor/examine-machine.ts";
import { examineProgram } from "../../doctor/examine-program.ts";
import { examineTrace } from "../../doctor/examine-trace.ts";
import type { Finding } from "../../doctor/finding.ts";
import { UserError } from "../../errors.ts";
import { textAt } from "../../sequence/text-at.ts";
import { defineCommand } from "../command.ts";
import { type Io, print } from "../io.ts";
import { openTraceHere } from "../open-walkthrough.ts";
import { configFolderOf } from "../options/config-folder.ts";
import { DOCTOR_MODES } from "../options/modes/service-modes.ts";
import { OTLP_OPTIONS, type OtlpArguments } from "../options/otlp-options.ts";
import { STORE_OPTIONS } from "../options/store-options.ts";
import { toJsonLine } from "../output/json-line.ts";

const OPTIONS = {
  otlp: { ...OTLP_OPTIONS.otlp, describe: "Diagnose this OTLP/HTTP endpoint, without storing anything there" },
  ...STORE_OPTIONS,
  json: { type: "boolean", default: false, describe: "Print the findings as JSON" },
} as const;

export const doctor = defineCommand({
  examples: [
    ["Check this machine", "doctor"],
    ["Check whether a program can be recorded, without running it", "doctor -- openstack"],
    ["Look for problems in a trace", "doctor openstack.har"],
    ["Check whether a Collector accepts recordings", "doctor --otlp http://127.0.0.1:4318"],
  ],
  builder: (yargs) => yargs.positional("trace", { type: "string", describe: "Trace to diagnose" }).options(OPTIONS),
  modes: {
    table: DOCTOR_MODES,
    of: ({ trace, program, otlp }) =>
      trace !== undefined ? "trace" : program !== undefined ? "program" : otlp === undefined ? "machine" : "endpoint",
  },
  takesProgram: true,
  run: async ({ trace, program, json, ...args }, io) => {
    // Only if there is no such trace, the word is treated as a program.
    const forgotten = trace === undefined || existsSync(trace) ? undefined : await args.findForgotten();
    if (forgotten !== undefined) throw forgotten;
    const findings = args.otlp === undefined ? await examine(trace, program, io) : await examineOtlp(args, io);
    if (json) io.stdout.write(toJsonLine(findings));
    else for (const finding of findings) print(io, toLines(finding));
    return findings.some(({ state }) => state === "failure") ? 2 : 0;
  },
});

async function examineOtlp(args: OtlpArguments, io: Io): Promise<readonly Finding[]> {
  const [{ readEndpoint }, { examineEndpoint }] = await Promise.all([
    import("../options/read-endpoint.ts"),
    import("../../doctor/endpoint.ts"),
  ]);
  const endpoint = await readEndpoint(args, io);
  return endpoint === undefined ? [] : examineEndpoint(endpoint, io.interruption());
}

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
  return hint === undefined ? `${line}\n` : `${line}\n           Hint: ${hint}\n`;
}
