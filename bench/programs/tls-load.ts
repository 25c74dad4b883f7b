/** Sends requests to an HTTPS server through a proxy: `tls-load.ts PROXY ORIGIN CONNECTIONS`, for four seconds after one second of warm-up. */
import { ProxyAgent, request } from "undici";

const [proxy = "", origin = "", connections = "1"] = process.argv.slice(2);
const dispatcher = new ProxyAgent({
  uri: proxy,
  connections: Number(connections),
  proxyTunnel: true,
  requestTls: { rejectUnauthorized: false },
});

async function runFor(milliseconds: number): Promise<{ readonly times: number[]; readonly seconds: number }> {
  const times: number[] = [];
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() < start + milliseconds) {
      const before = performance.now();
      const { body } = await request(`${origin}/v2/images`, { dispatcher });
      await body.arrayBuffer();
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: Number(connections) }, worker));
  return { times, seconds: (performance.now() - start) / 1000 };
}

await runFor(1000);
const { times, seconds } = await runFor(4000);
times.sort((a, b) => a - b);
const percentile = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
console.log(
  JSON.stringify({ "requests/s": times.length / seconds, "p50 ms": percentile(0.5), "p99 ms": percentile(0.99) }),
);
process.exit();
