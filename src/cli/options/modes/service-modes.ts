import type { Fate, ModeTable } from "./mode-table.ts";

type ReplayMode = "servers" | "proxy" | "program";

const everywhere: Readonly<Record<ReplayMode, Fate>> = { servers: "applied", proxy: "applied", program: "applied" };

/** `wirewalk replay`: servers, a proxy, or a program that runs against the trace. */
export const REPLAY_MODES = {
  modes: { servers: "replay TRACE", proxy: "replay TRACE --proxy", program: "replay TRACE -- COMMAND" },
  options: {
    port: everywhere,
    proxy: { ...everywhere, program: { instead: "remove it: the program reaches all recorded servers" } },
    https: {
      ...everywhere,
      program: { instead: "remove it: responses recorded over HTTPS are served over HTTPS" },
    },
    ignore: everywhere,
    match: everywhere,
    "freeze-time": everywhere,
    "missing-bodies": everywhere,
    strict: everywhere,
    "no-isolation": {
      servers: { instead: "name the program after `--`: nothing else is cut off from the network" },
      proxy: { instead: "name the program after `--`: nothing else is cut off from the network" },
      program: "applied",
    },
    "detach-after": {
      servers: { instead: "remove it: the replay goes on until Ctrl-C" },
      proxy: { instead: "remove it: the replay goes on until Ctrl-C" },
      program: "applied",
    },
    speed: everywhere,
    latency: everywhere,
    fail: everywhere,
    json: everywhere,
  },
} as const satisfies ModeTable<ReplayMode>;

type DoctorMode = "machine" | "program" | "trace" | "endpoint";

const OF_ENDPOINTS = { instead: "name the endpoint too: --otlp URL" } as const;
const ofEndpoints: Readonly<Record<DoctorMode, Fate>> = {
  machine: OF_ENDPOINTS,
  program: OF_ENDPOINTS,
  trace: OF_ENDPOINTS,
  endpoint: "applied",
};
const APART = { instead: "run the command once for each" } as const;

/** `wirewalk doctor`: its subjects. */
export const DOCTOR_MODES = {
  modes: { machine: "doctor", program: "doctor -- COMMAND", trace: "doctor TRACE", endpoint: "doctor --otlp URL" },
  options: {
    otlp: { machine: "applied", program: APART, trace: APART, endpoint: "applied" },
    cacert: ofEndpoints,
    insecure: ofEndpoints,
    json: { machine: "applied", program: "applied", trace: "applied", endpoint: "applied" },
  },
} as const satisfies ModeTable<DoctorMode>;

type CaMode = "show" | "export" | "renew" | "remove";

/** `wirewalk ca`: its actions. */
export const CA_MODES = {
  modes: { show: "ca", export: "ca export", renew: "ca renew", remove: "ca remove" },
  options: {
    output: {
      show: { instead: "run `wirewalk ca export -o FILE`" },
      export: "applied",
      renew: { instead: "run `wirewalk ca export -o FILE` afterwards" },
      remove: { instead: "remove it: nothing is written" },
    },
    json: {
      show: "applied",
      export: { instead: "remove it, or run `wirewalk ca --json`" },
      renew: "applied",
      remove: { instead: "remove it: there is nothing to print" },
    },
    yes: {
      show: { instead: "remove it: this action needs no confirmation" },
      export: { instead: "remove it: this action needs no confirmation" },
      renew: { instead: "remove it: this action needs no confirmation" },
      remove: "applied",
    },
  },
} as const satisfies ModeTable<CaMode>;
