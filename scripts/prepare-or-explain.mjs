/**
 * npm's `prepare` script. In JavaScript: for a package from git, npm runs it with the Node of the user, which may be too old for TypeScript.
 */
import { readFileSync } from "node:fs";

try {
  await import("./prepare.ts");
} catch (error) {
  if (error?.code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stderr.write(`wirewalk needs Node ${engines.node}; this is Node ${process.versions.node}.
  Hint: Install a newer Node. With pre-commit, add \`language_version: 24.21.0\` to the hook, which downloads that Node.\n`);
  process.exitCode = 1;
}
