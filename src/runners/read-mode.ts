import { UserError } from "../errors.ts";

/** `record`: the test uses its servers, and their responses are compared with the files. `replay`: the trace responds. */
export type RunnerMode = "record" | "replay";

/** Reads the variable WIREWALK. @throws UserError for a value that means nothing */
export function readMode(env: Readonly<Record<string, string | undefined>>): RunnerMode {
  const value = env["WIREWALK"] || "record";
  if (value === "record" || value === "replay") return value;
  throw new UserError(`Invalid value "${value}" of WIREWALK.`, {
    hint: "Set it to replay to serve the traces, or unset it to record.",
  });
}
