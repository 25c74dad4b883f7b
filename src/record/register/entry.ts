/**
 * What the package exports as `wirewalk/register`. Any version of Node has to understand it (../../node-version.ts), and the program
 * continues.
 */
import { refuseNode } from "../../node-version.ts";

const refusal = refuseNode(process.versions.node);

if (refusal === undefined) await import("./register.ts");
else process.stderr.write(`wirewalk: Nothing is recorded: ${refusal}\n`);
