import { basename, dirname } from "node:path";

/** The name of the file without the endings of its kind; the name of its directory if all files have the same name. */
export function nameRecorder(place: string): string {
  const name = basename(place).replace(/(?:\.har|\.journal|\.zip|\.jsonl?|\.\*)+$/i, "");
  return /^(?:trace|recording)?$/i.test(name) ? basename(dirname(place)) || "trace" : name;
}
