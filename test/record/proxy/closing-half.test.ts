import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";
import { TLSSocket, connect as connectTls } from "node:tls";

import { describe, expect, onTestFinished, test } from "vitest";

import { Scope } from "../../../src/record/proxy/scope.ts";
import { WireEnd } from "../../../src/record/proxy/wire-end.ts";
import { portOf } from "../../helpers/test-server.ts";
import { localhost } from "../../helpers/tls.ts";

/** The second is more than the buffers of the system take. */
const SIZES = [1, 16_000_000];

interface Pair {
  readonly end: WireEnd;
  readonly scope: Scope;
  /** Reads nothing yet. */
  readonly peer: Socket;
}

const PAIRS = {
  TCP: async (): Promise<Pair> => {
    const { accepted, peer } = await openPair();
    const scope = scopeOf(accepted);
    return { end: new WireEnd(accepted, scope), scope, peer };
  },
  TLS: async (): Promise<Pair> => {
    const { accepted, peer: below } = await openPair();
    const secure = new TLSSocket(accepted, { isServer: true, ...localhost });
    const peer = connectTls({ socket: below, ca: localhost.cert, host: "127.0.0.1" });
    peer.on("error", () => {});
    await Promise.all([once(secure, "secure"), once(peer, "secureConnect")]);
    const scope = scopeOf(accepted);
    return { end: new WireEnd(secure, scope, accepted), scope, peer };
  },
};

async function openPair(): Promise<{ accepted: Socket; peer: Socket }> {
  const server = createServer({ allowHalfOpen: true });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const peer = connect({ port: portOf(server), host: "127.0.0.1", allowHalfOpen: true });
  const [accepted] = (await once(server, "connection")) as [Socket];
  onTestFinished(() => {
    peer.destroy();
    accepted.destroy();
  });
  peer.on("error", () => {});
  return { accepted, peer };
}

function scopeOf(client: Socket): Scope {
  return new Scope(client, { open: new Set(), onFault: () => {} });
}

/** The error of the first write after the other end has closed the connection. */
function broken(socket: Socket): Promise<Error> {
  return new Promise((resolve) => {
    const probe = (): void => {
      socket.write("probe", (error) => (error == null ? void setImmediate(probe) : resolve(error)));
    };
    probe();
  });
}

describe.each(Object.entries(PAIRS))("over %s", (_, open) => {
  test.each(SIZES)("a connection that is reset while the end of %d bytes is being sent breaks", async (size) => {
    const { end, peer } = await open();
    end.write(Buffer.alloc(size, "x"));
    end.finish();
    end.reset();
    peer.resume();
    expect(await broken(peer)).toBeInstanceOf(Error);
  });

  test.each(SIZES)("a fault while the end of %d bytes is being sent closes the connection", async (size) => {
    const { end, scope, peer } = await open();
    end.write(Buffer.alloc(size, "x"));
    end.finish();
    scope.fault(new Error("made-up fault"));
    peer.resume();
    expect(await broken(peer)).toBeInstanceOf(Error);
  });
});
