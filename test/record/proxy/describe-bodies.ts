import { createHash } from "node:crypto";
import { type IncomingMessage, type RequestOptions, request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { describe, expect, test } from "vitest";

import { startTestProxy } from "../../helpers/proxy.ts";
import { startTestServer } from "../../helpers/test-server.ts";

/** Bytes in a sequence that reveals a lost or doubled piece. */
function* patternOf(size: number): Generator<Buffer> {
  const block = Buffer.from(Uint32Array.from({ length: 16_384 }, (_, index) => index * 2_654_435_761).buffer);
  for (let left = size, number = 0; left > 0; left -= block.length, number += 1) {
    block.writeUInt32LE(number, 0);
    yield Buffer.from(block.subarray(0, Math.min(left, block.length)));
  }
}

async function digestOf(source: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of source) hash.update(chunk);
  return hash.digest("hex");
}

/** Sends through the proxy, and returns the digest of the response body. */
async function ask(proxyPort: number, url: string, options: RequestOptions, body?: Readable): Promise<string> {
  const asking = request({ port: proxyPort, host: "127.0.0.1", path: url, ...options });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    asking.on("response", resolve).on("error", reject),
  );
  if (body === undefined) asking.end();
  else await pipeline(body, asking);
  return digestOf(await answered);
}

const FRAMINGS = [
  ["with a length", (size: number) => ({ "Content-Length": size })],
  ["in chunks", () => ({ "Transfer-Encoding": "chunked" })],
] as const;

/** Tests that bodies of these sizes arrive byte for byte, both ways, in each framing. */
export function describeBodies(sizes: readonly number[]): void {
  describe.each(FRAMINGS)("bodies %s arrive byte for byte", (_, framing) => {
    test.each(sizes)("%d bytes down", async (size) => {
      const origin = await startTestServer((_request, response) => {
        response.writeHead(200, framing(size));
        void pipeline(Readable.from(patternOf(size)), response);
      });
      const { proxy, entries } = await startTestProxy();
      expect(await ask(proxy.port, origin, {})).toBe(await digestOf(patternOf(size)));
      const [entry] = await entries();
      expect(entry?.response.bodySize).toBe(size);
    });

    test.each(sizes)("%d bytes up", async (size) => {
      const origin = await startTestServer(async (incoming, response) => {
        response.end(await digestOf(incoming));
      });
      const { proxy, entries } = await startTestProxy();
      const answer = await ask(
        proxy.port,
        origin,
        { method: "PUT", headers: framing(size) },
        Readable.from(patternOf(size)),
      );
      expect(answer).toBe(
        createHash("sha256")
          .update(await digestOf(patternOf(size)))
          .digest("hex"),
      );
      const [entry] = await entries();
      expect(entry?.request.bodySize).toBe(size);
    });
  });
}
