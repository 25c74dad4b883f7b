import { basename, dirname } from "node:path";

/** What the file is called, without what its kind adds; the folder where all files are called the same. */
export function nameRecorder(place: string): string {
  const name = basename(place).replace(/(?:\.har|\.journal|\.zip|\.jsonl?|\.\*)+$/i, "");
  return /^(?:trace|recording)?$/i.test(name) ? basename(dirname(place)) || "trace" : name;
}
