/**
 * The file that the package installs as `wirewalk`. Every version of Node must be able to parse it (../node-version.ts), so the rest is
 * imported at run time.
 */
import { refuseNode } from "../node-version.ts";

const refusal = refuseNode(process.versions.node);

if (refusal === undefined) {
  process.getBuiltinModule("node:module").enableCompileCache();
  void import("./main.ts").then(({ runProcess }) => runProcess());
} else {
  process.stderr.write(`${refusal}\n  Hint: Install a newer Node: https://nodejs.org/en/download\n`);
  process.exitCode = 2;
}
