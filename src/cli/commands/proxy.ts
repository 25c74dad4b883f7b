import { catalog } from "../../flows/catalog.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { nameRecorder } from "../../otlp/name-recorder.ts";
import { findProfileAuthorities } from "../../project/profile-authorities.ts";
import { type ProxyListener, recordProxy } from "../../record/record-proxy.ts";
import { defineCommand } from "../command.ts";
import { adaptSelected } from "../options/adapt-selected.ts";
import { hideToken } from "../options/hide-token.ts";
import { PROXY_MODES } from "../options/modes/recorder-modes.ts";
import { NETWORK_OPTIONS, toNetworkOptions } from "../options/network-options.ts";
import { OTLP_OPTIONS, PROPAGATE_OPTION } from "../options/otlp-options.ts";
import { showListeners, toReverse } from "../options/proxy-listeners.ts";
import { UNSAFE_RAW_OPTION, toRawFile } from "../options/raw-file.ts";
import { readCount } from "../options/read-count.ts";
import { readSize } from "../options/read-size.ts";
import { REDACTION_OPTIONS, toRedaction } from "../options/redaction-options.ts";
import { ROTATE_OPTIONS, toRotation } from "../options/rotate-options.ts";
import { SELECT_OPTIONS } from "../options/select-options.ts";
import { TOKEN_OPTIONS, readToken } from "../options/token-options.ts";
import { exitCodeOfRecording } from "../output/exit-code-of-recording.ts";
import { toJsonLine } from "../output/json-line.ts";
import { reportBypasses, reportSaved } from "../output/report-saved.ts";
import { tellDelivery } from "../output/tell-delivery.ts";
import { breakOff, openSending, withSecrets } from "./record/open-sending.ts";

const texts = { type: "string", array: true, requiresArg: true } as const;
const text = { type: "string", requiresArg: true } as const;

const OPTIONS = {
  // `--session` is the name of the option in 0.1.0.
  output: { ...text, alias: ["o", "session"], default: "proxy.har", describe: "Trace to write" },
  listen: { ...texts, describe: "Port, one per --reverse in order [default: any free port] (repeatable)" },
  reverse: { ...texts, describe: "Act as a reverse proxy for URL; NAME: the server in the diagram (repeatable)" },
  "keep-host": { type: "boolean", default: false, describe: "Pass the client's Host header to --reverse servers" },
  as: { ...text, describe: "Name for programs that do not identify themselves" },
  host: { ...text, default: "127.0.0.1", describe: "Address to listen on" },
  ...TOKEN_OPTIONS,
  "body-limit": { ...text, describe: "Truncate longer bodies, such as 64k or 1M [default: 1M]" },
  durable: {
    type: "boolean",
    default: false,
    describe: "Write each exchange to disk before the client continues (slow)",
  },
  json: { type: "boolean", default: false, describe: "Print listeners and the final result as JSON lines" },
  ...NETWORK_OPTIONS,
  ...REDACTION_OPTIONS,
  ...SELECT_OPTIONS,
  ...ROTATE_OPTIONS,
  ...OTLP_OPTIONS,
  ...PROPAGATE_OPTION,
  ...UNSAFE_RAW_OPTION,
} as const;

export const proxy = defineCommand({
  examples: [
    ["Record clients that can use a proxy", "proxy -o today.har"],
    ["Record clients that cannot", "proxy -o app.har --reverse http://127.0.0.1:9292 --listen 8080"],
    ["Keep the last hour, in files of ten minutes", "proxy -o app.har --rotate 10m --keep 6"],
    ["Name the server", "proxy -o app.har --reverse glance-api=http://127.0.0.1:9292"],
  ],
  builder: (yargs) => yargs.options(OPTIONS),
  modes: { table: PROXY_MODES, of: ({ reverse = [] }) => (reverse.length > 0 ? "reverse" : "forward") },
  writes: () => "trace",
  run: async ({ output: file, listen = [], reverse = [], as: client, json, ...args }, io) => {
    const bodyLimit = readSize("body-limit", args["body-limit"]);
    const token = await readToken(args, io);
    const adapt = adaptSelected(args);
    const rotation = toRotation(args);
    const sending = await openSending(args, { name: client ?? nameRecorder(file), io });
    const redaction = withSecrets(await toRedaction(args, io, { traces: [file] }), sending);
    const recorded = await recordProxy({
      ...toNetworkOptions(args, io),
      ownsProcess: true,
      authorities: await findProfileAuthorities(catalog.profiles, { env: io.env, argv: [], cloud: undefined }),
      file,
      host: args.host,
      ports: listen.map((port) => readCount("listen", port) ?? 0),
      reverse: reverse.map((server) => toReverse(server, args["keep-host"])),
      signal: io.interruption(),
      // A reader of the trace must not be able to record through the proxy.
      redaction: token === undefined ? redaction : { ...redaction, secrets: [...(redaction.secrets ?? []), token] },
      adapt,
      keepsEarlier: true,
      ...(await toRawFile(file, args["unsafe-raw"], io)),
      durability: args.durable ? "exchange" : "turn",
      propagates: args.propagate,
      onReady: (listeners) => {
        const hide = (one: ProxyListener): ProxyListener =>
          Object.assign({}, one, { exportLines: hideToken(one.exportLines, token, args) });
        showListeners(io, listeners.map(hide), json);
      },
      ...onlyKnown({ client, token, bodyLimit, rotation, onJournal: sending?.follow }),
    }).catch((error: unknown) => breakOff(sending, error));
    reportSaved(recorded, io);
    reportBypasses(recorded.bypasses, io);
    const otlp = await sending?.finish(file);
    const { mask: _mask, ...told } = recorded;
    if (json) io.stdout.write(toJsonLine({ ...told, ...onlyKnown({ otlp }) }));
    tellDelivery(otlp, io);
    return exitCodeOfRecording(recorded);
  },
});
