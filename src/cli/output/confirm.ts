import { UserError } from "../../errors.ts";
import type { Io } from "../io.ts";

/**
 * Asks a person before something that cannot be undone.
 *
 * @throws UserError Without a terminal there is nobody to ask.
 */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (io.stderr.isTTY !== true || io.stdin.isTTY !== true) {
    throw new UserError("Cannot ask for confirmation: there is no terminal.", { hint: "Add --yes." });
  }
  io.stderr.write(`${question} [y/N] `);
  return /^y(?:es)?$/i.test((await io.stdin.readLine()).trim());
}
