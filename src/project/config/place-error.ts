import { UserError } from "../../errors.ts";
import { readText } from "../../trace/files/file.ts";
import { near } from "../near.ts";
import { findProject } from "../open-project.ts";
import { locateOption } from "./locate-option.ts";
import type { WalkthroughConfig } from "./parse.ts";

/** An error about an option of a walkthrough, with the file, line and key that the option's value comes from. */
export async function placeError(error: unknown, { name }: Pick<WalkthroughConfig, "name">): Promise<unknown> {
  if (!(error instanceof UserError) || error.option === undefined) return error;
  const project = await findProject();
  if (project === undefined) return error;
  const { line, key } = locateOption(await readText(project.file), name, error.option);
  const { message, hint, exitCode } = error;
  return new UserError(`${near(project.file)}, line ${line}: ${key}: ${message}`, {
    ...(hint !== undefined && { hint }),
    cause: error,
    exitCode,
  });
}
