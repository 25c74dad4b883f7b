import type { Redactor } from "../../redact/redactor.ts";
import type { Environment } from "./environment.ts";
import { maskArguments } from "./mask-arguments.ts";

/** The variables that shape what OpenStack clients do, masked; undefined if there are none. */
export function maskShownVariables(env: Environment, redactor: Redactor): Record<string, string> | undefined {
  const shown = Object.entries(env).flatMap(([name, value]) => {
    if (!name.startsWith("OS_") || value === undefined || value === "") return [];
    // A URL may contain a user and a password, like an argument.
    return maskArguments([value], redactor).map((masked) => [name, masked] as const);
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}
