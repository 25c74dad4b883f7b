import { execFile } from "node:child_process";
import { once } from "node:events";
import { request as requestPlain } from "node:http";
import { Agent, type RequestOptions, request } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { ConnectionOptions } from "node:tls";
import { promisify } from "node:util";

import { describe, expect, onTestFinished, test } from "vitest";

import { type Authority, openAuthority } from "../../src/record/certificates/authority.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

const anAuthority = async (): Promise<Authority> => openAuthority(await tempFolder());

type ClientOptions = RequestOptions & Pick<ConnectionOptions, "ALPNProtocols">;

interface Got {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a request with Node's own client, which trusts only `ca`. */
async function get(url: string, options: ClientOptions): Promise<Got> {
  const asking = request(url, { agent: false, ...options }).end();
  const [response] = await once(asking, "response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

const portOf = (url: string): number => Number(new URL(url).port);

/** An HTTPS catalog that refers to one service over HTTPS and one over HTTP. */
const CLOUD = aTrace(
  {
    url: "https://keystone.example/v3/auth/tokens",
    status: 302,
    headers: [["Location", "https://glance.example:9292/v2?next=https%3A%2F%2Fkeystone.example"]],
    text: '{"catalog":["https://glance.example:9292/v2","https:\\/\\/keystone.example:443\\/v3","http://nova.example/v2.1"]}',
  },
  { url: "https://glance.example:9292/v2", text: "images" },
  { url: "http://nova.example/v2.1", text: "servers" },
);

describe("exchanges recorded over HTTPS are served over HTTPS", () => {
  test("to a client that trusts only the CA certificate, and is redirected from origin to origin", async () => {
    const authority = await anAuthority();
    const ca = authority.certificate;
    const server = await startReplay(CLOUD, { authority });
    const [keystone, glance, nova] = [...server.origins.values()];
    expect([...server.origins]).toEqual([
      ["https://keystone.example", expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)],
      ["https://glance.example:9292", expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/)],
      ["http://nova.example", expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)],
    ]);

    const { headers, body } = await get(server.urlFor("https://keystone.example/v3/auth/tokens"), { ca });
    expect(headers["location"]).toBe(`${glance}/v2?next=${encodeURIComponent(keystone ?? "")}`);
    expect(JSON.parse(body)).toEqual({ catalog: [`${glance}/v2`, `${keystone}/v3`, `${nova}/v2.1`] });
    expect((await get(`${glance}/v2`, { ca })).body).toBe("images");
    const plain = requestPlain(`${nova}/v2.1`).end();
    const [answer] = await once(plain, "response");
    expect(await text(answer)).toBe("servers");
    expect(server.misses).toEqual([]);
  });

  test.each([["https://127.0.0.1"], ["https://localhost"]])("and may be called %s", async (name) => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const port = portOf(server.urlFor("https://glance.example:9292/v2"));
    expect((await get(`${name}:${port}/v2`, { ca: authority.certificate })).body).toBe("images");
  });

  test("to curl, which verifies the certificate with --cacert", async () => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const [keystone, glance] = [...server.origins.values()];
    const url = server.urlFor("https://keystone.example/v3/auth/tokens");
    const argv = [
      "-sS",
      "--noproxy",
      "*",
      "-w",
      "\\n%{http_version} %{redirect_url}",
      "--cacert",
      authority.certificateFile,
    ];
    const { stdout } = await promisify(execFile)("curl", [...argv, url]);
    expect(stdout.split("\n").at(-1)).toBe(`1.1 ${glance}/v2?next=${encodeURIComponent(keystone ?? "")}`);
  });

  test("to many clients at a time, each its turn", async () => {
    const authority = await anAuthority();
    const turns = Array.from({ length: 40 }, (_, turn) => ({ url: "https://cloud.example/job", text: `${turn}` }));
    const server = await startReplay(aTrace(...turns), { authority });
    const url = server.urlFor("https://cloud.example/job");
    const asked = await Promise.all(turns.map(() => get(url, { ca: authority.certificate })));
    expect(asked.map(({ body }) => Number(body)).toSorted((a, b) => a - b)).toEqual(turns.map((_, turn) => turn));
  });

  test("over one connection as long as the client keeps it", async () => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: authority.certificate });
    onTestFinished(() => agent.destroy());
    const url = server.urlFor("https://glance.example:9292/v2");
    const first = request(url, { agent }).end();
    const [answer] = await once(first, "response");
    expect(await text(answer)).toBe("images");
    const second = request(url, { agent }).end();
    expect(await text((await once(second, "response"))[0])).toBe("images");
    expect(second.reusedSocket).toBe(true);
  });

  test("on the requested port and those after it", async () => {
    const authority = await anAuthority();
    const free = await startReplay(aTrace({ url: "https://cloud.example/" }), { authority });
    const port = portOf(free.urlFor("https://cloud.example/"));
    await free[Symbol.asyncDispose]();
    const server = await startReplay(aTrace({ url: "https://cloud.example/" }), { authority, port });
    expect([...server.origins.values()]).toEqual([`https://127.0.0.1:${port}`]);
  });

  test("a broken connection breaks again", async () => {
    const ca = await anAuthority();
    const error = { code: "ECONNRESET", message: "socket hang up", phase: "wait" } as const;
    const server = await startReplay(aTrace({ url: "https://cloud.example/", status: 0, error }), { authority: ca });
    const url = server.urlFor("https://cloud.example/");
    await expect(get(url, { ca: ca.certificate })).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  test("unmatched requests get 501, and are reported", async () => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const url = server.urlFor("https://keystone.example/v3/users");
    expect(await get(url, { ca: authority.certificate })).toMatchObject({ status: 501 });
    expect(server.misses).toMatchObject([{ request: "GET /v3/users" }]);
  });

  test("but without headers that change how its host is treated from then on", async () => {
    const authority = await anAuthority();
    const headers = [
      ["Strict-Transport-Security", "max-age=31536000"],
      ["alt-svc", 'h3="cloud.example:443"'],
      ["X-Other", "kept"],
    ] as const;
    const trace = aTrace({ url: "https://cloud.example/", headers }, { url: "http://cloud.example/", headers });
    const server = await startReplay(trace, { authority });
    const answer = await get(server.urlFor("https://cloud.example/"), { ca: authority.certificate });
    expect(answer.headers).toEqual({ "x-other": "kept", "content-length": "0" });
    const plain = await fetch(server.urlFor("http://cloud.example/"));
    expect(plain.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });
});

describe("clients that get nothing do no harm", () => {
  const HANDSHAKES: readonly (readonly [who: string, code: RegExp, options: ClientOptions])[] = [
    ["does not know the authority", /^SELF_SIGNED_CERT_IN_CHAIN$/, { ca: [] }],
    ["expects the recorded name", /^ERR_TLS_CERT_ALTNAME_INVALID$/, { servername: "glance.example" }],
    ["speaks no HTTP", /^(?:EPROTO|ECONNRESET)$/, { ALPNProtocols: ["imap"] }],
  ];

  test.each(HANDSHAKES)("one that %s", async (_, code, options) => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const url = server.urlFor("https://glance.example:9292/v2");
    const ca = authority.certificate;
    const refused = { code: expect.stringMatching(code) };
    await expect(get(url, { ca, ...options })).rejects.toMatchObject(refused);
    expect((await get(url, { ca })).body).toBe("images");
    expect(server.misses).toEqual([]);
  });

  test("one that uses plain HTTP", async () => {
    const authority = await anAuthority();
    const server = await startReplay(CLOUD, { authority });
    const url = server.urlFor("https://glance.example:9292/v2");
    await expect(once(requestPlain(url.replace("https:", "http:")).end(), "response")).rejects.toThrow();
    expect((await get(url, { ca: authority.certificate })).body).toBe("images");
    expect(server.misses).toEqual([]);
  });

  test("one that never begins its handshake does not delay the end", async () => {
    const server = await startReplay(CLOUD, { authority: await anAuthority() });
    const socket = connect(portOf(server.urlFor("https://glance.example:9292/v2")), "127.0.0.1");
    await once(socket, "connect");
    const ended = once(socket, "close");
    socket.on("error", () => {});
    await server[Symbol.asyncDispose]();
    await ended;
  });
});

test("with a proxy that handles TLS itself, everything is served over HTTP", async () => {
  const server = await startReplay(CLOUD, { authority: await anAuthority(), isBehindProxy: true });
  expect(server.routeFor("https://glance.example:9292")).toMatch(/^http:/);
});

test("without a CA, too", async () => {
  const server = await startReplay(CLOUD);
  expect([...server.origins.values()].filter((origin) => !/^http:\/\/127\.0\.0\.1:\d+$/.test(origin))).toEqual([]);
});
