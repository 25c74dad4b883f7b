import { stat } from "node:fs/promises";

/** Whether there is a file to read; a folder, or a device such as /dev/stdout, is none. */
export async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    // The code that reads or writes it next reports why.
    return false;
  }
}
