/** node-http.mjs ORIGIN */
import { request } from "node:http";
import { request as requestSecurely } from "node:https";

const [, , origin] = process.argv;
const ask = (path, options, body) =>
  new Promise((resolve, reject) => {
    const asking = (origin.startsWith("https:") ? requestSecurely : request)(`${origin}${path}`, options, (answer) => {
      answer.setEncoding("utf8");
      let text = "";
      answer.on("data", (chunk) => (text += chunk)).on("end", () => resolve(text));
    });
    asking.on("error", reject).end(body);
  });
try {
  console.log(await ask("/json", { headers: { "X-Own": "1", "x-TWO": ["1", "2"] } }));
  console.log(await ask("/echo", { method: "PUT" }, "body"));
  console.log(await ask("/missing", { agent: false }));
} catch (error) {
  console.log(error.code);
  process.exitCode = 1;
}
