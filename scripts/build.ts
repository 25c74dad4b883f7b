/** npm run build: bundles src/ into dist/, the content of the package, with types and the licenses of the bundled packages. */
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";

import { writeBundles } from "./build/bundle.ts";
import { compileAhead } from "./build/compile-ahead.ts";
import { writeDeclarations } from "./build/declarations.ts";
import { writeLicenses } from "./build/licenses.ts";
import { ROOT } from "./build/root.ts";

const DIST = join(ROOT, "dist");

await rm(DIST, { recursive: true, force: true });
const [files] = await Promise.all([writeBundles(DIST), writeDeclarations(join(DIST, "types"))]);
const sources = files.flatMap((file) => file.sources);
await compileAhead(DIST);
await writeLicenses(join(DIST, "THIRD-PARTY-LICENSES"), sources);
await chmod(join(DIST, "wirewalk.js"), 0o755);
