import { existsSync } from "node:fs";

import { UserError } from "../../errors.ts";
import type { Environment } from "../../record/command/environment.ts";
import { findProgram } from "../../record/command/program-file.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { textAt } from "../../sequence/text-at.ts";
import { toDashed } from "./dashed.ts";
import { PROGRAM_COMMANDS } from "./program-commands.ts";
import { findAssigned, findShellSyntax } from "./shell-syntax.ts";

export interface ForgottenOptions {
  /** Names of the options of the command that take no value. */
  readonly switches: ReadonlySet<string>;
  /** Environment with the PATH of programs. */
  readonly env: Environment;
}

/**
 * The error for a `--` that is missing before a program, with the line to type. Undefined if the line has no program, or if the project has
 * a walkthrough of that name.
 *
 * @param own words of the command line
 */
export async function findForgottenDashes(
  own: readonly string[],
  options: ForgottenOptions,
): Promise<UserError | undefined> {
  const forgotten = findProgramWord(own, options);
  if (forgotten === undefined) return undefined;
  const { findProject } = await import("../../project/open-project.ts");
  const walkthroughs = (await findProject())?.walkthroughs ?? [];
  return walkthroughs.some(({ name }) => own.includes(name)) ? undefined : forgotten;
}

function findProgramWord(own: readonly string[], { switches, env }: ForgottenOptions): UserError | undefined {
  const [command = ""] = own;
  let words = PROGRAM_COMMANDS.get(command);
  if (words === undefined) return undefined;
  const [, first = ""] = own;
  if (command === "replay" && !existsSync(first) && findProgram(first, env) !== undefined)
    return new UserError(`"${first}" is a program; put the trace before it.`, {
      hint: `Run \`wirewalk replay TRACE -- ${own.slice(1).map(quoteShellWord).join(" ")}\`.`,
    });
  for (let index = 1; index < own.length; index += 1) {
    const word = textAt(own, index);
    if (word.startsWith("-")) {
      if (!switches.has(word.slice(2)) && !word.includes("=")) index += 1;
    } else if (words > 0) words -= 1;
    else return toError(own, index, env);
  }
  return undefined;
}

function toError(own: readonly string[], index: number, env: Environment): UserError | undefined {
  const words = splitLine(textAt(own, index));
  const [program = ""] = words;
  if (/^https?:\/\//i.test(program) && own[0] !== "doctor") {
    const line = [...own.slice(0, index), "--", "curl", ...own.slice(index)];
    return new UserError(`"${program}" is a URL; name the program that requests it after \`--\`.`, {
      hint: `Run, for example, \`wirewalk ${line.map(quoteShellWord).join(" ")}\`.`,
    });
  }
  if (findProgram(program, env) === undefined) return undefined;
  const line = [...own.slice(0, index), "--", ...words, ...own.slice(index + 1)];
  return new UserError(`Put the program "${program}" after \`--\`.`, {
    hint: `Run \`wirewalk ${line.map(quoteShellWord).join(" ")}\`.`,
  });
}

/** The error for an option in Windows style, `/o FILE`; undefined for other lines. */
export function findSlashedOption(
  own: readonly string[],
  { known, switches }: { readonly known: ReadonlySet<string>; readonly switches: ReadonlySet<string> },
): UserError | undefined {
  for (let index = 1; index < own.length; index += 1) {
    const word = textAt(own, index);
    const name = word === "/?" ? "help" : word.slice(1);
    if (word.startsWith("-") && !switches.has(word.replace(/^--?/, "")) && !word.includes("=")) index += 1;
    else if (word.startsWith("/") && known.has(name) && !existsSync(word)) {
      return new UserError(`"${word}" is not an option: options begin with dashes.`, {
        hint: `Use ${toDashed(name)}.`,
      });
    }
  }
  return undefined;
}

/** The error for a repeated `--`, with the line to type; undefined for other lines. */
export function findDoubledDashes(own: readonly string[], program: readonly string[]): UserError | undefined {
  const words = program.slice(program.findIndex((word) => word !== "--"));
  if (program[0] !== "--" || words[0] === "--") return undefined;
  return new UserError("`--` was given twice before the program.", {
    hint: `Run \`wirewalk ${[...own, "--", ...words].map(quoteShellWord).join(" ")}\`.`,
  });
}

/** The error for a command line that was quoted as a whole, `-- "curl -s URL"`; undefined for other lines. */
export function findQuotedLine(
  own: readonly string[],
  program: readonly string[],
  env: Environment,
): UserError | undefined {
  const [line = "", ...others] = program;
  const words = splitLine(line);
  const isLine = others.length === 0 && words.length > 1 && findProgram(line, env) === undefined;
  if (!isLine || findProgram(textAt(words, 0), env) === undefined) return undefined;
  // What a shell would do with the line, it does where it is typed, to the output of wirewalk.
  const typed = findShellSyntax(line) === undefined ? line : `sh -c ${quoteShellWord(line)}`;
  return new UserError(`Program "${line}" was not found: the quotes turn the command line into one word.`, {
    hint: `Run \`wirewalk ${[...own.map(quoteShellWord), "--", typed].join(" ")}\`.`,
  });
}

/** The error of `-- NAME=value COMMAND`, which only a shell understands; undefined for others. */
export function findAssignment(
  own: readonly string[],
  program: readonly string[],
  env: Environment,
): UserError | undefined {
  const [first = ""] = program;
  const name = findAssigned(first);
  if (name === undefined || findProgram(first, env) !== undefined) return undefined;
  return new UserError(`"${name}=…" sets a variable, which needs a shell.`, {
    hint: `Put \`env\` before it: \`wirewalk ${[...own.map(quoteShellWord), "--", "env", `${name}=…`].join(" ")} …\`.`,
  });
}

const splitLine = (line: string): readonly string[] => line.trim().split(/\s+/);
