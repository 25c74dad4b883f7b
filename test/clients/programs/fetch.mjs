/** fetch.mjs METHOD URL [FILE]: prints the answer's body. */
import { readFileSync } from "node:fs";

const [method, url, file] = process.argv.slice(2);
const answer = await fetch(url, { method, ...(file && { body: readFileSync(file) }) });
process.stdout.write(Buffer.from(await answer.arrayBuffer()));
