import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";

import { expect, onTestFinished, test } from "vitest";

import { createDnsForwarder } from "../../../src/record/transparent/dns-forwarder.ts";

/** A resolver that returns each query, as many times as specified. */
async function startResolver(answers: number): Promise<string> {
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  socket.on("message", (question, { port, address }) => {
    for (let count = 0; count < answers; count += 1) socket.send(`${String(question)}!`, port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return `127.0.0.1:${socket.address().port}`;
}

test.each([1, 3])("of %i responses, the first is used", async (answers) => {
  const ask = createDnsForwarder(await startResolver(answers));
  const said = await Promise.all(
    ["a", "", "x".repeat(1400)].map((question) => new Promise((resolve) => ask(Buffer.from(question), resolve))),
  );
  expect(said.map(String)).toEqual(["a!", "!", `${"x".repeat(1400)}!`]);
});

test("a resolver that does not respond, or does not exist, keeps no process from ending", async () => {
  const silent = await startResolver(0);
  const file = new URL("../../../src/record/transparent/dns-forwarder.ts", import.meta.url).href;
  const program = `
    const { createDnsForwarder } = await import(${JSON.stringify(file)});
    for (const server of [${JSON.stringify(silent)}, "127.0.0.1:1"]) {
      createDnsForwarder(server)(Buffer.from("x"), () => process.exit(9));
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: "inherit" });
  expect(await once(child, "exit")).toEqual([0, null]);
});
