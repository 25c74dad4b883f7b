import type { UserError } from "../../errors.ts";
import type { Environment } from "../../record/command/environment.ts";
import { textAt } from "../../sequence/text-at.ts";
import { PROGRAM_COMMANDS } from "./program-commands.ts";

interface TypedLine {
  /** Words before `--`. */
  readonly own: readonly string[];
  /** Words after it; undefined if there is no `--`. */
  readonly program: readonly string[] | undefined;
  /** Names of the options of the command, and of those without a value: filled while the line is parsed. */
  readonly known: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
  /** Environment with the PATH of programs. */
  readonly env: Environment;
}

type Found = Promise<UserError | undefined>;

/** Common mistakes on the command line, each with the line to type. Their checks are loaded on demand. */
export interface Mistakes {
  /** See `findForgottenDashes`. */
  readonly findForgotten: () => Found;
  /** The mistake in a line that cannot be parsed. */
  readonly findInRefused: () => Found;
  /** The mistake in a line that can be parsed but means something else. */
  readonly findInAccepted: () => Found;
}

export function createMistakes({ own, program, known, switches, env }: TypedLine): Mistakes {
  const findForgotten = async (): Found => {
    if (program !== undefined) return undefined;
    const { findForgottenDashes } = await import("./forgotten-dashes.ts");
    return findForgottenDashes(own, { switches, env });
  };
  const findMisplacedOnes = async (): Found => {
    if (!PROGRAM_COMMANDS.has(textAt(own, 0))) return undefined;
    const { findMisplaced } = await import("./misplaced-options.ts");
    return findMisplaced(own, program, { known, switches, env });
  };
  const findSlashed = async (): Found => {
    const { findSlashedOption } = await import("./forgotten-dashes.ts");
    return findSlashedOption(own, { known, switches });
  };
  const findValued = async (): Found => {
    if (!own.some((word) => /^--[^=]+=/.test(word))) return undefined;
    const { findSwitchValue } = await import("./switch-values.ts");
    return findSwitchValue(own, switches);
  };
  const findJoined = async (): Found => {
    if (!own.some((word) => word.includes(","))) return undefined;
    const { findJoinedFiles } = await import("./joined-files.ts");
    return findJoinedFiles(own);
  };
  const findWrongProgram = async (): Found => {
    if (program === undefined) return undefined;
    const { findAssignment, findDoubledDashes, findQuotedLine } = await import("./forgotten-dashes.ts");
    return findDoubledDashes(own, program) ?? findAssignment(own, program, env) ?? findQuotedLine(own, program, env);
  };
  return {
    findForgotten,
    findInRefused: async () =>
      (await findMisplacedOnes()) ?? (await findForgotten()) ?? (await findSlashed()) ?? (await findJoined()),
    findInAccepted: async () => {
      const slashed = own.some((word) => word.startsWith("/")) ? await findSlashed() : undefined;
      return (
        slashed ??
        (await findValued()) ??
        (await findMisplacedOnes()) ??
        (await findWrongProgram()) ??
        (await findJoined())
      );
    },
  };
}
