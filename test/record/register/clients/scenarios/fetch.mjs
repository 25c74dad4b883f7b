const textOf = async (answer) => ({
  status: answer.status,
  url: answer.url,
  redirected: answer.redirected,
  headers: [...answer.headers],
  text: await answer.text(),
});

const form = () => {
  const data = new FormData();
  data.set("field", "välue");
  data.set("file", new Blob(["file content"], { type: "text/plain" }), "file.txt");
  return data;
};

const pieces = () =>
  new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("streamed "));
      controller.enqueue(new TextEncoder().encode("body"));
      controller.close();
    },
  });

/** Node's own fetch. */
export const scenarios = {
  get: async (url) => textOf(await fetch(`${url}/echo?q=1`, { headers: { "X-Own": "ünï", accept: "text/plain" } })),
  post: async (url) => textOf(await fetch(`${url}/echo`, { method: "POST", body: "texť" })),
  bytes: async (url) => textOf(await fetch(`${url}/echo`, { method: "PUT", body: new Uint8Array([0, 1, 2, 255]) })),
  form: async (url) => (await fetch(`${url}/echo`, { method: "POST", body: form() })).status,
  stream: async (url) => textOf(await fetch(`${url}/echo`, { method: "POST", body: pieces(), duplex: "half" })),
  "own-length": async (url) =>
    textOf(await fetch(`${url}/echo`, { method: "POST", body: "1234567", headers: { "content-length": "7" } })),
  redirect: async (url) => textOf(await fetch(`${url}/redirect/302`)),
  "redirect-307": async (url) => textOf(await fetch(`${url}/redirect/307`, { method: "POST", body: "again" })),
  gzip: async (url) => textOf(await fetch(`${url}/gzip`)),
  chunked: async (url) => textOf(await fetch(`${url}/chunked`)),
  head: async (url) => textOf(await fetch(`${url}/head`, { method: "HEAD" })),
  missing: async (url) => textOf(await fetch(`${url}/missing`)),
  empty: async (url) => textOf(await fetch(`${url}/empty`)),
  hints: async (url) => textOf(await fetch(`${url}/hints`)),
  reset: (url) => fetch(`${url}/reset`),
  "reset-midway": async (url) => (await fetch(`${url}/half`)).text(),
  abort: async (url) => {
    const controller = new AbortController();
    const answer = await fetch(`${url}/endless`, { signal: controller.signal });
    const reader = answer.body.getReader();
    const { value } = await reader.read();
    controller.abort();
    await reader.read().catch(({ name }) => name);
    return value.length > 0;
  },
  "abort-at-once": (url) => fetch(`${url}/never-sent`, { signal: AbortSignal.abort() }),
  timeout: (url) => fetch(`${url}/silent`, { signal: AbortSignal.timeout(500) }),
  refused: () => fetch("http://127.0.0.1:1/refused"),
  concurrent: async (url) => Promise.all([1, 2, 3].map(async (n) => (await fetch(`${url}/echo?n=${n}`)).status)),
};
