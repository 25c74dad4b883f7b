import { createRequire } from "node:module";

/** The installation of clients and versions of Node of `npm run test:register`. */
export const CLIENTS = new URL("../clients/", import.meta.url);

const require = createRequire(CLIENTS);
const platform = `${process.platform}-${process.arch}`;

/** The programs of the oldest supported version of Node, of that of the tests, and of the newest. */
export const NODES: Readonly<Record<string, string>> = {
  "22": require.resolve(`node-22-${platform}/bin/node`),
  "24": process.execPath,
  "26": require.resolve(`node-26-${platform}/bin/node`),
};
