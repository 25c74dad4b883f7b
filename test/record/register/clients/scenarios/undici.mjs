import { once } from "node:events";
import { Readable } from "node:stream";

const textOf = async ({ statusCode, statusText, headers, trailers, body }) => ({
  statusCode,
  statusText,
  headers,
  text: await body.text(),
  trailers,
});

async function* pieces() {
  yield "iterated ";
  yield "body";
}

/** One version of undici: `request` and its kin, dispatchers of all kinds. */
export function scenariosOf({ Agent, Client, Pool, fetch, interceptors, request, stream, upgrade }) {
  const post = async (url, body) => textOf(await request(`${url}/echo`, { method: "POST", body }));
  return {
    get: async (url) => textOf(await request(`${url}/echo`, { query: { a: "1 2" }, headers: ["X-Own", "1"] })),
    text: (url) => post(url, "texť"),
    buffer: (url) => post(url, Buffer.from([0, 1, 2, 255])),
    readable: async (url) => {
      const body = Readable.from([Buffer.from("readable "), Buffer.from("body")], { objectMode: false });
      const before = body.eventNames().join();
      const answer = request(`${url}/echo`, { method: "POST", body });
      return { before, listeners: body.listenerCount("data"), ...(await textOf(await answer)) };
    },
    iterable: (url) => post(url, pieces()),
    blob: (url) => post(url, new Blob(["blob ", "body"], { type: "text/x-own" })),
    gzip: async (url) => {
      const { body } = await request(`${url}/gzip`);
      return Buffer.from(await body.arrayBuffer()).toString("base64");
    },
    trailers: async (url) => textOf(await request(`${url}/trailers`)),
    hints: async (url) => {
      const hints = [];
      const onInfo = ({ statusCode }) => hints.push(statusCode);
      return { ...(await textOf(await request(`${url}/hints`, { onInfo }))), hints };
    },
    head: async (url) => textOf(await request(`${url}/head`, { method: "HEAD" })),
    unread: async (url) => {
      const { body } = await request(`${url}/chunked`);
      return body.dump();
    },
    slow: async (url) => {
      const { body } = await request(`${url}/long`);
      let size = 0;
      for await (const chunk of body) {
        size += chunk.length;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return size;
    },
    stream: async (url) => {
      const chunks = [];
      await stream(`${url}/chunked`, { method: "GET" }, () => {
        const sink = new (class extends Readable {})({ read() {} });
        return Object.assign(sink, {
          writable: true,
          write: (chunk) => chunks.push(chunk) > 0,
          end: () => sink.emit("finish"),
        });
      }).catch(({ name }) => chunks.push(name));
      return chunks.map(String).join("");
    },
    fetch: async (url) => (await fetch(`${url}/gzip`)).text(),
    client: async (url) => {
      const client = new Client(new URL(url).origin);
      const answer = await textOf(await client.request({ path: `${new URL(url).pathname}/echo`, method: "GET" }));
      await client.close();
      return answer;
    },
    pool: async (url) => {
      const dispatcher = new Pool(new URL(url).origin, { connections: 1 });
      const first = await textOf(await request(`${url}/echo?n=1`, { dispatcher }));
      const second = await textOf(await request(`${url}/echo?n=2`, { dispatcher }));
      await dispatcher.close();
      return [first, second];
    },
    retry: async (url) => {
      const dispatcher = new Agent().compose(interceptors.retry({ minTimeout: 1, maxRetries: 3 }));
      return textOf(await request(`${url}/flaky`, { dispatcher }));
    },
    redirect: async (url) => {
      const dispatcher = new Agent().compose(interceptors.redirect({ maxRedirections: 3 }));
      return textOf(await request(`${url}/redirect/302`, { dispatcher }));
    },
    upgrade: async (url) => {
      const { headers, socket } = await upgrade(`${url}/upgrade`, { protocol: "echo" });
      const [first] = await once(socket, "data");
      socket.end();
      return { headers, first: first.toString() };
    },
    reset: (url) => request(`${url}/reset`),
    "reset-midway": async (url) => textOf(await request(`${url}/half`)),
    abort: async (url) => {
      const controller = new AbortController();
      const { body } = await request(`${url}/endless`, { signal: controller.signal });
      const failed = once(body, "error").then(([{ name }]) => name);
      body.once("data", () => controller.abort());
      return failed;
    },
    timeout: (url) => request(`${url}/silent`, { headersTimeout: 50, dispatcher: new Agent({ headersTimeout: 50 }) }),
    refused: () => request("http://127.0.0.1:1/refused"),
    "bad-header": (url) => request(`${url}/never-sent`, { headers: { "transfer-encoding": "x" } }),
    "bad-length": (url) =>
      request(`${url}/never-sent`, { method: "POST", body: "abc", headers: { "content-length": "9" } }),
  };
}
