import { RecordingInUseError } from "../../trace/journal/left-journals.ts";
import { checkOutput } from "./check-output.ts";

/**
 * Records to the file that the user named; or else to a file of this name or, if another recording is using it, to the next one,
 * `NAME-2.har`.
 */
export async function recordTo<Recorded>(
  output: string | undefined,
  name: string,
  record: (file: string) => Promise<Recorded>,
): Promise<Recorded> {
  if (output !== undefined) return record(output);
  for (let number = 1; ; number += 1) {
    const file = `${name}${number === 1 ? "" : `-${number}`}.har`;
    try {
      await checkOutput({ file, inputs: [], kind: "trace" });
      return await record(file);
    } catch (error) {
      if (!(error instanceof RecordingInUseError)) throw error;
    }
  }
}
