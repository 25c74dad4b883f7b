/** node-http.mjs METHOD URL [FILE]: prints the answer's body. */
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

const [method, url, file] = process.argv.slice(2);
const asking = (url.startsWith("https:") ? https : http).request(url, { method }, (answer) =>
  answer.pipe(process.stdout),
);
asking.end(file && readFileSync(file));
