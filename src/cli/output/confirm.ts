import { UserError } from "../../errors.ts";
import { type Io, canAsk } from "../io.ts";
import { askYesNo } from "./ask-yes-no.ts";

/**
 * Prompts for confirmation of something that cannot be undone.
 *
 * @throws UserError if there is no terminal
 */
export async function confirm(io: Io, question: string): Promise<boolean> {
  if (!canAsk(io)) {
    throw new UserError("Cannot ask for confirmation: there is no terminal.", { hint: "Add --yes." });
  }
  return askYesNo(io, question, false);
}
