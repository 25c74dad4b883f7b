import { classOfVariable } from "../../redact/names.ts";
import type { Redactor } from "../../redact/redactor.ts";

/** Learns the values of variables whose names suggest a secret: `OS_PASSWORD`. */
export function learnEnvironment(redactor: Redactor, env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ""] of Object.entries(env)) {
    const secretClass = classOfVariable(name);
    if (secretClass !== undefined) redactor.learn(value, secretClass);
  }
}
