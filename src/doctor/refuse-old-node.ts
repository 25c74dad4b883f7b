/**
 * The first import of what programs import from the package: on an outdated Node, later imports end in an error that does not explain that,
 * as undici's does. Any version of Node has to understand it (../node-version.ts).
 */
import { refuseNode } from "../node-version.ts";

const refusal = refuseNode(process.versions.node);

if (refusal !== undefined) throw new Error(`${refusal} Install a newer one: https://nodejs.org/en/download`);
