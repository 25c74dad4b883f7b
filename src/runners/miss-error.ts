import { UserError } from "../errors.ts";
import type { ReplayMiss } from "../replay/miss.ts";
import { nameFile } from "./tell-hints.ts";

/** The error of a test with a request that is not in its trace. */
export function toMissError(misses: readonly ReplayMiss[], file: string): UserError {
  const lines = misses.slice(0, SHOWN).map(({ message, hint }) => `${message}\n  ${hint}`);
  const more = misses.length > SHOWN ? [`… and ${misses.length - SHOWN} more`] : [];
  return new UserError(
    [`"${nameFile(file)}" does not contain all requests of the test.`, ...lines, ...more].join("\n"),
    {
      hint: "Record the test again, without WIREWALK=replay.",
    },
  );
}

const SHOWN = 5;
