/** node-http2.mjs ORIGIN */
import { connect } from "node:http2";

const session = connect(process.argv[2]);
session.on("error", (error) => {
  console.log(error.code);
  process.exitCode = 1;
});
const ask = (headers, body) =>
  new Promise((resolve) => {
    const stream = session.request(headers);
    stream.setEncoding("utf8");
    let text = "";
    stream
      .on("data", (chunk) => (text += chunk))
      .on("end", () => resolve(text))
      .on("error", () => resolve("failed"));
    stream.end(body);
  });
console.log(await ask({ ":path": "/one", "x-own": "1", cookie: ["a=1", "b=2"] }));
console.log(await ask({ ":path": "/two", ":method": "POST" }, "x".repeat(100_000)));
session.close();
