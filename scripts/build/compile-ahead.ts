import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { runQuick } from "./starts.ts";
import { wrapFunctions } from "./wrap-functions.ts";

/** Marks the functions that fast commands call, so that Node keeps their code in its cache; it keeps no other code. */
export async function compileAhead(dist: string): Promise<void> {
  const called = new Map<string, Set<number>>();
  for (const start of await runQuick(dist)) {
    for (const [name, functions] of start.called) {
      called.set(name, new Set([...(called.get(name) ?? []), ...functions]));
    }
  }
  for (const [name, functions] of called) {
    const file = join(dist, name);
    const code = await readFile(file, "utf8");
    // The program itself: its first line must stay, and it contains almost nothing.
    if (code.startsWith("#!")) continue;
    await writeFile(
      file,
      wrapFunctions(code, (start) => functions.has(start)),
    );
  }
}
