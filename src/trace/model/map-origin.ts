import { onlyKnown } from "../../json/only-known.ts";
import type { CommandOrigin, Missing, Origin } from "./types.ts";

/** The same, with every text replaced that came from outside: inputs, arguments, variables, output. */
export function mapOrigin(origin: Partial<Origin>, map: (text: string) => string): Partial<Origin> {
  const { flow, command, missing } = origin;
  return {
    ...origin,
    ...onlyKnown({
      flow: flow && { ...flow, inputs: mapValues(flow.inputs, map) },
      command: command && mapCommand(command, map),
      missing: missing?.map((one) => mapMissing(one, map)),
    }),
  };
}

function mapCommand(command: CommandOrigin, map: (text: string) => string): CommandOrigin {
  return {
    ...command,
    argv: command.argv.map((argument) => map(argument)),
    ...onlyKnown({ env: command.env && mapValues(command.env, map) }),
    stdout: map(command.stdout),
    stderr: map(command.stderr),
  };
}

function mapMissing(missing: Missing, map: (text: string) => string): Missing {
  const { host, reason } = missing;
  return { ...missing, ...onlyKnown({ host: host && map(host) }), reason: map(reason) };
}

function mapValues(values: Readonly<Record<string, string>>, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
