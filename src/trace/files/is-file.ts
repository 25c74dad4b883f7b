import { stat } from "node:fs/promises";

/** Whether a path is a regular file, not a directory or a device such as /dev/stdout. */
export async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    // The code that reads or writes it next reports why.
    return false;
  }
}
