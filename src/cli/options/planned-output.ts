import { textBefore } from "../../sequence/text-before.ts";
import type { WrittenKind } from "../command.ts";
import type { PlannedOutput } from "../output/check-output.ts";

/** Arguments and options, of whatever command, that name files to read. */
const READ = ["trace", "file", "before", "after", "names", "journals", "paths", "flow", "openapi", "proto"] as const;
const READ_TOO = [
  "secret-file",
  "cacert",
  "client-cert",
  "client-key",
  "client-passphrase-file",
  "locale",
  "token-file",
] as const;

/**
 * The file that a command will write with these options, and the files that it reads; undefined if it writes nothing.
 */
export function planOutput(args: unknown, kind: WrittenKind): PlannedOutput | undefined {
  // A parsed command line is an object.
  const options = args as Readonly<Record<string, unknown>>;
  const file = options["output"];
  if (typeof file !== "string" || options["check"] === true) return undefined;
  const values = [...READ, ...READ_TOO].flatMap((name) => options[name]);
  const words = values.filter((value) => typeof value === "string");
  // `--openapi FILE=SERVER`, `--client-cert HOST=FILE`
  const parts = (word: string): readonly string[] => [word, textBefore(word, "="), word.slice(word.indexOf("=") + 1)];
  return { file, kind, inputs: words.flatMap(parts) };
}
