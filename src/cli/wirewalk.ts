/** What the package installs as `wirewalk`. Any Node has to understand it (../node-version.ts), so the rest is imported when it runs. */
import { refuseNode } from "../node-version.ts";

const refusal = refuseNode(process.versions.node);

if (refusal === undefined) {
  process.getBuiltinModule("node:module").enableCompileCache();
  void import("./main.ts").then(({ runProcess }) => runProcess());
} else {
  process.stderr.write(`${refusal}\n  Hint: Install a newer Node: https://nodejs.org/en/download\n`);
  process.exitCode = 2;
}
