import { UserError } from "../../errors.ts";
import { quoteShellWord } from "../../page/shell-word.ts";
import type { Environment } from "../../record/command/environment.ts";
import { findProgram } from "../../record/command/program-file.ts";

/** Commands that run a program after `--`, and how many words of their own they may have before it. */
const OWN_WORDS: Readonly<Record<string, number>> = { record: 0, replay: 1, doctor: 0 };

/** Options without a value, of these commands. */
const SWITCHES =
  /^--(?:json|fresh|accept|keep-examples|no-output|transparent|unsafe-raw|debug|help|https|proxy|strict|no-isolation|missing-bodies|freeze-time)$/;

/**
 * The error of who left out `--` before a program, with the line to type; undefined where no program stands in the line.
 *
 * @param own words of the command line
 * @param env whose PATH says where programs are
 */
export function findForgottenDashes(own: readonly string[], env: Environment): UserError | undefined {
  const [command = ""] = own;
  let words = OWN_WORDS[command];
  if (words === undefined) return undefined;
  for (let index = 1; index < own.length; index += 1) {
    const word = own[index] ?? "";
    if (word.startsWith("-")) {
      if (!SWITCHES.test(word) && !word.includes("=")) index += 1;
    } else if (words > 0) words -= 1;
    else return toError(own, index, env);
  }
  return undefined;
}

function toError(own: readonly string[], index: number, env: Environment): UserError | undefined {
  const words = splitLine(own[index] ?? "");
  const [program = ""] = words;
  if (findProgram(program, env) === undefined) return undefined;
  const line = [...own.slice(0, index), "--", ...words, ...own.slice(index + 1)];
  return new UserError(`"${program}" is a program, which has to stand after \`--\`.`, {
    hint: `run \`wirewalk ${line.map(quoteShellWord).join(" ")}\`.`,
  });
}

/** The error of a command line that was quoted as a whole, `-- "curl -s URL"`; undefined for others. */
export function findQuotedLine(
  own: readonly string[],
  program: readonly string[],
  env: Environment,
): UserError | undefined {
  const [line = "", ...others] = program;
  const words = splitLine(line);
  const isLine = others.length === 0 && words.length > 1 && findProgram(line, env) === undefined;
  if (!isLine || findProgram(words[0] ?? "", env) === undefined) return undefined;
  return new UserError(`There is no program "${line}": the quotes make one word of the command line.`, {
    hint: `run \`wirewalk ${[...own.map(quoteShellWord), "--", line].join(" ")}\`.`,
  });
}

const splitLine = (line: string): readonly string[] => line.trim().split(/\s+/);
