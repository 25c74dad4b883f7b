import { UserError } from "../../errors.ts";
import type { Flow } from "../../flow.ts";

/** The declaration of a flow's input for yargs. */
export interface InputOption {
  readonly type: "string";
  readonly requiresArg: true;
  readonly describe: string;
  readonly group: string;
}

/** The inputs of a flow as options of the command line. Throws a `UserError` if the command has that option itself. */
export function toInputOptions(flow: Flow, taken: readonly string[]): Readonly<Record<string, InputOption>> {
  const clash = flow.inputs.find(({ name }) => taken.includes(name));
  if (clash !== undefined) {
    throw new UserError(`Input "${clash.name}" of flow "${flow.name}" is also an option of the command.`, {
      hint: "Rename the input.",
    });
  }
  const options = flow.inputs.map(({ name, description, required = true }) => {
    const describe = required ? `${description} (required)` : description;
    return [name, { type: "string", requiresArg: true, describe, group: `Inputs of ${flow.name}:` }] as const;
  });
  return Object.fromEntries(options);
}

/** The inputs that were given, out of all options. */
export function pickInputs(flow: Flow, args: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const given = flow.inputs.flatMap(({ name }) => {
    const value = args[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}
