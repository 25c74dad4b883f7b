import { UserError } from "../../errors.ts";
import { readText } from "../../trace/files/file.ts";
import { near } from "../near.ts";
import { locateOption } from "./locate-option.ts";

/**
 * An error about an option of a walkthrough, with the file, line and key that the option's value comes from.
 *
 * @param file the configuration
 * @param name of the walkthrough; "" for the common settings
 */
export async function placeError(error: unknown, file: string, name: string): Promise<unknown> {
  if (!(error instanceof UserError) || error.option === undefined) return error;
  const { line, key } = locateOption(await readText(file), name, error.option);
  const { message, hint, exitCode } = error;
  return new UserError(`${near(file)}, line ${line}: ${key}: ${message}`, {
    hint,
    cause: error,
    exitCode,
  });
}
