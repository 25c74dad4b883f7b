import type { NETWORK_OPTIONS } from "../network-options.ts";
import type { OTLP_OPTIONS, PROPAGATE_OPTION } from "../otlp-options.ts";
import type { REDACTION_OPTIONS } from "../redaction-options.ts";
import type { ROTATE_OPTIONS } from "../rotate-options.ts";
import type { SELECT_OPTIONS } from "../select-options.ts";
import type { COLLECTOR_OPTION, STORE_OPTIONS } from "../store-options.ts";
import type { TOKEN_OPTIONS } from "../token-options.ts";
import type { Fate, ModeTable } from "./mode-table.ts";

type ProxyMode = "forward" | "reverse";

const both = { forward: "applied", reverse: "applied" } as const satisfies Readonly<Record<ProxyMode, Fate>>;

/** `wirewalk proxy`: a proxy that clients are configured for, or one that replaces servers. */
export const PROXY_MODES = {
  modes: { forward: "proxy", reverse: "proxy --reverse URL" },
  options: {
    output: both,
    listen: both,
    reverse: both,
    "keep-host": { forward: { instead: "remove it: a forward proxy never changes Host" }, reverse: "applied" },
    as: both,
    host: both,
    token: both,
    "token-env": both,
    "token-file": both,
    "body-limit": both,
    durable: both,
    json: both,
    passthrough: {
      forward: "applied",
      reverse: { instead: "remove it: name only the servers to record with --reverse" },
    },
    cacert: both,
    insecure: both,
    "client-cert": both,
    "client-key": both,
    "client-passphrase-env": both,
    "client-passphrase-file": both,
    "on-failure": both,
    "secret-env": both,
    "secret-file": both,
    level: both,
    "show-header": both,
    map: both,
    only: both,
    drop: both,
    rotate: both,
    keep: both,
    otlp: both,
    propagate: both,
    "unsafe-raw": both,
  },
} as const satisfies ModeTable<
  ProxyMode,
  | keyof typeof NETWORK_OPTIONS
  | keyof typeof OTLP_OPTIONS
  | keyof typeof PROPAGATE_OPTION
  | keyof typeof REDACTION_OPTIONS
  | keyof typeof ROTATE_OPTIONS
  | keyof typeof SELECT_OPTIONS
  | keyof typeof TOKEN_OPTIONS
  | "as"
  | "body-limit"
  | "durable"
  | "host"
  | "json"
  | "keep-host"
  | "listen"
  | "output"
  | "reverse"
  | "unsafe-raw"
>;

type GatherMode = "file" | "walkthrough" | "preview";

const each = { file: "applied", walkthrough: "applied", preview: "applied" } as const satisfies Readonly<
  Record<GatherMode, Fate>
>;

/** `wirewalk gather`: into a file, into the trace of a walkthrough, or nowhere. */
export const GATHER_MODES = {
  modes: { file: "gather SOURCE… -o FILE", walkthrough: "gather SOURCE… NAME", preview: "gather SOURCE… --dry-run" },
  options: {
    output: { ...each, walkthrough: { instead: "remove it: the trace of the walkthrough is written" } },
    "dry-run": each,
    strict: each,
    accept: {
      file: { instead: "remove it: the file of -o is replaced even if calls failed" },
      walkthrough: "applied",
      preview: { instead: "remove it: --dry-run replaces no trace" },
    },
    json: { ...each, walkthrough: { instead: "name a file with -o, or add --dry-run" } },
    cacert: each,
    insecure: each,
    collector: each,
  },
} as const satisfies ModeTable<
  GatherMode,
  keyof typeof COLLECTOR_OPTION | keyof typeof STORE_OPTIONS | "accept" | "dry-run" | "json" | "output" | "strict"
>;

type PushMode = "whole" | "missing";

const inBoth = { whole: "applied", missing: "applied" } as const satisfies Readonly<Record<PushMode, Fate>>;

/** `wirewalk push`: everything, or what a store lacks. */
export const PUSH_MODES = {
  modes: { whole: "push TRACE… --otlp URL", missing: "push TRACE… --otlp URL --missing STORE" },
  options: {
    otlp: inBoth,
    missing: inBoth,
    json: inBoth,
    cacert: inBoth,
    insecure: inBoth,
    collector: { whole: { instead: "name the topic too: --missing kafka://HOST/TOPIC" }, missing: "applied" },
  },
} as const satisfies ModeTable<
  PushMode,
  keyof typeof COLLECTOR_OPTION | keyof typeof OTLP_OPTIONS | keyof typeof STORE_OPTIONS | "json" | "missing"
>;
