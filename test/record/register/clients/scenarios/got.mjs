import got from "got";

const client = got.extend({ retry: { limit: 0 } });
const seen = ({ statusCode, headers, body }) => ({ statusCode, headers, body });

export const scenarios = {
  get: async (url) => seen(await client(`${url}/echo`, { searchParams: { q: "1 2" } })),
  json: async (url) => seen(await client.post(`${url}/echo`, { json: { name: "välue" } })),
  gzip: async (url) => seen(await client(`${url}/gzip`)),
  redirect: async (url) => seen(await client(`${url}/redirect/302`)),
  retry: async (url) =>
    seen(
      await got(`${url}/flaky`, {
        retry: { limit: 2, backoffLimit: 1, calculateDelay: ({ computedValue }) => computedValue && 1 },
      }),
    ),
  stream: async (url) => {
    let text = "";
    for await (const chunk of client.stream(`${url}/chunked`)) text += chunk;
    return text;
  },
  missing: (url) => client(`${url}/missing`),
  reset: (url) => client(`${url}/reset`),
};
