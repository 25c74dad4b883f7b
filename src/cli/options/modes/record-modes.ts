import type { EXAMPLE_OPTIONS } from "../example-options.ts";
import type { NETWORK_OPTIONS } from "../network-options.ts";
import type { OTLP_OPTIONS, PROPAGATE_OPTION } from "../otlp-options.ts";
import type { REDACTION_OPTIONS } from "../redaction-options.ts";
import type { ROTATE_OPTIONS } from "../rotate-options.ts";
import type { SELECT_OPTIONS } from "../select-options.ts";
import type { Fate, ModeTable } from "./mode-table.ts";

type Mode = "names" | "flow" | "program";

type Row = Readonly<Record<Mode, Fate>>;

const everywhere = { names: "applied", flow: "applied", program: "applied" } as const satisfies Row;

const OF_PROGRAM = { instead: "remove it: flows are recorded inside their own process, without a proxy" } as const;

/** Options that only the proxy of a command supports. */
const ofCommand = (key: string): Row => ({ names: { key }, flow: OF_PROGRAM, program: "applied" });

/** For recordings of unlimited duration. */
const ofLong: Row = {
  names: { instead: "remove it: a walkthrough is one trace" },
  flow: { instead: "remove it: a flow ends by itself" },
  program: "applied",
};

const redaction = everywhere satisfies Row;

/** `wirewalk record`: each option in each mode. */
export const RECORD_MODES = {
  modes: { names: "record [NAME…]", flow: "record --flow FLOW", program: "record -- COMMAND" },
  options: {
    flow: { names: { key: "flow" }, flow: "applied", program: { instead: "record either a flow or a program" } },
    output: { names: { key: "trace" }, flow: "applied", program: "applied" },
    "os-cloud": {
      names: { key: "cloud" },
      flow: "applied",
      program: {
        instead: "pass it to the program itself: `openstack --os-cloud NAME …`, or set OS_CLOUD",
      },
    },
    "body-limit": { names: { key: "bodyLimit" }, flow: "applied", program: "applied" },
    durable: {
      names: {
        instead:
          "remove it, or record with `--flow` or after `--`: if the recording of a walkthrough is lost, record it again",
      },
      flow: "applied",
      program: "applied",
    },
    json: everywhere,
    as: ofCommand("as"),
    "no-output": ofCommand("output: false"),
    transparent: ofCommand("transparent"),
    "detach-after": {
      names: {
        instead: "remove it: recordings of walkthroughs do not wait for processes that the command leaves running",
      },
      flow: OF_PROGRAM,
      program: "applied",
    },
    listen: ofCommand("listen"),
    passthrough: ofCommand("passthrough"),
    cacert: ofCommand("cacert"),
    insecure: ofCommand("insecure"),
    "client-cert": ofCommand("clientCertificates"),
    "client-key": ofCommand("clientCertificates"),
    "client-passphrase-env": ofCommand("clientCertificates"),
    "client-passphrase-file": ofCommand("clientCertificates"),
    "on-failure": ofCommand("onFailure"),
    "secret-env": redaction,
    "secret-file": redaction,
    level: redaction,
    "show-header": redaction,
    map: redaction,
    only: { names: { key: "only" }, flow: "applied", program: "applied" },
    drop: { names: { key: "drop" }, flow: "applied", program: "applied" },
    rotate: ofLong,
    keep: ofLong,
    otlp: {
      names: { instead: "send the trace afterwards: `wirewalk push TRACE`" },
      flow: { instead: "send the trace afterwards: `wirewalk push TRACE`" },
      program: "applied",
    },
    propagate: {
      names: { instead: "record the program after `--`" },
      flow: OF_PROGRAM,
      program: "applied",
    },
    open: {
      names: { instead: "run `wirewalk open NAME --live` in another terminal" },
      flow: "applied",
      program: "applied",
    },
    "unsafe-raw": {
      names: {
        instead: "to keep an unmasked copy, record with `--flow` or after `--`, and name another file with `-o`",
      },
      flow: "applied",
      program: "applied",
    },
    "keep-examples": everywhere,
    fresh: everywhere,
    shard: {
      names: "applied",
      flow: { instead: "remove it: a flow is recorded as a whole" },
      program: { instead: "name a walkthrough of wirewalk.config.yaml with that command" },
    },
    accept: {
      names: "applied",
      flow: { instead: "remove it: failing recordings are always written in this mode" },
      program: { instead: "remove it: failing recordings are always written in this mode" },
    },
  },
} as const satisfies ModeTable<Mode, RecordOption>;

type RecordOption =
  | keyof typeof NETWORK_OPTIONS
  | keyof typeof REDACTION_OPTIONS
  | keyof typeof EXAMPLE_OPTIONS
  | keyof typeof OTLP_OPTIONS
  | keyof typeof PROPAGATE_OPTION
  | keyof typeof ROTATE_OPTIONS
  | keyof typeof SELECT_OPTIONS
  | "accept"
  | "as"
  | "body-limit"
  | "detach-after"
  | "durable"
  | "flow"
  | "json"
  | "listen"
  | "no-output"
  | "open"
  | "os-cloud"
  | "output"
  | "shard"
  | "transparent"
  | "unsafe-raw";

export function toRecordMode(args: {
  readonly flow?: string | undefined;
  readonly names?: readonly string[];
  readonly program: readonly string[] | undefined;
}): Mode {
  if (args.program !== undefined) return "program";
  return args.flow !== undefined && (args.names ?? []).length === 0 ? "flow" : "names";
}
