import { UserError } from "../../errors.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { moveStep, type PageWrite } from "../../regions/move-step.ts";
import { readText } from "../../trace/files/file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { findAllPages } from "./further-pages.ts";

export interface StepMove {
  readonly from: string;
  readonly to: string;
  /** Any page of the walkthrough. */
  readonly page: string;
}

/** Gives a step's prose to another step, on whichever pages of the walkthrough the two are; returns the pages it wrote. */
export async function moveProse({ from, to, page }: StepMove): Promise<readonly string[]> {
  const files = await findAllPages(page);
  const pages = await Promise.all(files.map(async (file) => ({ file, text: await readText(file) })));
  const writes = moveStep(pages, from, to);
  for (const { file, text } of writes) refuseSecrets(file, text);
  await writeInOrder(writes);
  return [...new Set(writes.map(({ file }) => file))];
}

async function writeInOrder(writes: readonly PageWrite[]): Promise<void> {
  const written: string[] = [];
  for (const { file, text } of writes) {
    try {
      await writeFileAtomically(file, text);
    } catch (cause) {
      if (written.length === 0 || !(cause instanceof UserError)) throw cause;
      throw new UserError(`${cause.message} The moved prose is already in ${written.join(", ")}.`, {
        hint: `Fix that, then remove it from ${file} by hand.`,
        cause,
      });
    }
    written.push(file);
  }
}
