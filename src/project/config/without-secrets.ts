import { maskArguments } from "../../record/command/mask-arguments.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/**
 * The words of a command up to the first one with a secret, which names and titles must not contain: they are public. The same list if
 * there is none.
 */
export function withoutSecrets(command: readonly string[]): readonly string[] {
  const masked = maskArguments(command, createRedactor());
  const index = command.findIndex((word, at) => word !== masked[at]);
  if (index < 0) return command;
  // A whole command line in one word begins with its program.
  return index === 0 ? [matchedText(/^\S*(?=\s)/, knownAt(command, 0))] : command.slice(0, index);
}
