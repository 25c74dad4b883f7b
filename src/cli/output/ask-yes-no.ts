import type { Io } from "../io.ts";
import { toPrintable } from "./printable.ts";

/** @param usual result for an empty line */
export async function askYesNo(io: Io, question: string, usual: boolean): Promise<boolean> {
  io.stderr.write(`${toPrintable(question)} ${usual ? "[Y/n]" : "[y/N]"} `);
  const answer = (await io.stdin.readLine()).trim();
  return answer === "" ? usual : /^y(?:es)?$/i.test(answer);
}
