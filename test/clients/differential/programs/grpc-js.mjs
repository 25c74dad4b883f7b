/** grpc-js.mjs ORIGIN: one call of each kind. */
import { Client, Metadata, credentials } from "@grpc/grpc-js";

const client = new Client(new URL(process.argv[2]).host, credentials.createInsecure());
const same = (message) => message;
const metadata = new Metadata();
metadata.set("x-own", "1");
const call = (method, body) =>
  new Promise((resolve) => {
    client.makeUnaryRequest(method, same, same, body, metadata, (error, answer) => {
      resolve(error === null ? answer.toString("hex") : `${error.code} ${error.details}`);
    });
  });
console.log(await call("/echo.Echo/Unary", Buffer.from("hi")));
const stream = client.makeServerStreamRequest("/echo.Echo/Stream", same, same, Buffer.from("hi"), metadata);
for await (const message of stream) console.log(message.toString("hex"));
console.log(await call("/echo.Echo/Fail", Buffer.alloc(0)));
client.close();
