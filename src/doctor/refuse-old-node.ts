/**
 * The first import of what programs import from the package: on a Node that is too old, what comes behind it ends in an error that says
 * nothing of that, as undici's does. Any Node has to understand it (../node-version.ts).
 */
import { refuseNode } from "../node-version.ts";

const refusal = refuseNode(process.versions.node);

if (refusal !== undefined) throw new Error(`${refusal} Install a newer one: https://nodejs.org/en/download`);
