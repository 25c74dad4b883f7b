/** npm run bench [-- NAME … --rounds N]: benchmarks next to peers, as ratios within the same run. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";

import { benchAnalyze } from "./analyze.ts";
import { benchBodies } from "./bodies.ts";
import { benchBounds } from "./bounds.ts";
import { benchCompare } from "./compare.ts";
import { benchGather } from "./gather.ts";
import { benchHostFaults } from "./host-faults/bench.ts";
import { benchJaeger } from "./jaeger.ts";
import { benchKills } from "./kills.ts";
import { benchMarkers } from "./markers.ts";
import { benchPictures } from "./pictures.ts";
import { benchProxyCost } from "./proxy-cost.ts";
import { benchProxy, benchProxyDownload, benchProxyTls } from "./proxy.ts";
import { benchReach } from "./reach.ts";
import { benchRedaction } from "./redaction.ts";
import { benchRegions } from "./regions.ts";
import { benchRegister } from "./register.ts";
import { benchRender } from "./render.ts";
import { benchMemory, benchRequests } from "./requests.ts";
import { benchSize } from "./size.ts";
import { benchStabilize } from "./stabilize.ts";
import { benchStartup } from "./startup.ts";

const BENCHES: Readonly<Record<string, (rounds: number) => Promise<void>>> = {
  requests: benchRequests,
  memory: benchMemory,
  bodies: benchBodies,
  bounds: benchBounds,
  reach: benchReach,
  proxy: benchProxyCost,
  "proxy-peers": benchProxy,
  "proxy-tls": benchProxyTls,
  "proxy-download": benchProxyDownload,
  redaction: benchRedaction,
  register: benchRegister,
  render: benchRender,
  regions: benchRegions,
  jaeger: benchJaeger,
  kills: benchKills,
  markers: benchMarkers,
  pictures: benchPictures,
  analyze: benchAnalyze,
  compare: benchCompare,
  gather: benchGather,
  "host-faults": benchHostFaults,
  size: benchSize,
  stabilize: benchStabilize,
  startup: benchStartup,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" } },
});
// `reach` repeats rows of others.
const names = positionals.length === 0 ? Object.keys(BENCHES).filter((name) => name !== "reach") : positionals;
const unknown = names.find((name) => BENCHES[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}".\n  Hint: ${Object.keys(BENCHES).join(", ")}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${values.rounds} rounds`);
for (const name of names) await BENCHES[name]?.(Number(values.rounds));
