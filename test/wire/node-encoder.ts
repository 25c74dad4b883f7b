import { once } from "node:events";
import { connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";

import { createHttp2RequestReader } from "../../src/wire/http2.ts";
import type { RequestHead } from "../../src/wire/message.ts";
import { hearHttp2 } from "./heard.ts";
import { startTunnel } from "./tunnel.ts";

/** Has node:http2 encode requests of one connection, one after the other, and returns the events that a listener gets from them. */
export async function createNodeEncoder(headerTableSize: number): Promise<
  AsyncDisposable & {
    readonly encode: (
      fields: readonly (readonly [name: string, value: string])[],
    ) => Promise<{ readonly decoded: readonly string[]; readonly sent: readonly string[] }>;
  }
> {
  const server = createServer({ settings: { headerTableSize } }, (_request, response) => void response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const heads: RequestHead[] = [];
  const heard = hearHttp2<RequestHead>();
  const requests = createHttp2RequestReader({
    ...heard.sink,
    open: (stream) => {
      const sink = heard.sink.open(stream);
      return sink && { ...sink, head: (head) => void heads.push(head) };
    },
  });
  const nobody = { push: () => {}, finish: () => {}, reset: () => {} };
  // A TCP server has an address object once it listens.
  const tunnel = await startTunnel((server.address() as AddressInfo).port, () => ({ requests, responses: nobody }));
  const session = connect(`http://127.0.0.1:${tunnel.port}`);
  await once(session, "remoteSettings");
  return {
    encode: async (fields) => {
      const byName = new Map(fields);
      const request = session.request({ ":path": "/", ...Object.fromEntries(byName) });
      request.resume().end();
      await once(request, "close");
      const decoded = heads.at(-1)?.fields.filter((_field, index, all) => !all[index & ~1]?.startsWith(":")) ?? [];
      return { decoded, sent: [...byName].flat() };
    },
    [Symbol.asyncDispose]: async () => {
      session.destroy();
      await tunnel[Symbol.asyncDispose]();
      server.close();
      await once(server, "close");
    },
  };
}
