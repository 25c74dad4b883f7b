import type { SharedConfig } from "../../../project/config/parse.ts";

/** Settings of the project that say what a trace holds and what it is called, and the command lines in which each counts. */
export const SETTING_USES = {
  redact: [
    "record NAME",
    "record --flow",
    "record --",
    "proxy",
    "import",
    "redact",
    "render",
    "check",
    "scan",
    "show",
    "diagram",
    "export",
    "open",
    "share",
    "diff",
  ],
  volatile: ["record NAME", "record --flow", "record --", "diff", "check --live"],
  fixed: ["record NAME", "record --flow", "record --", "diff", "check --live"],
  participants: ["render", "check", "show", "diagram", "export", "open"],
  labels: ["render", "check", "show", "diagram", "export", "open"],
  paths: ["render", "check", "show", "diagram", "export", "open"],
  openapi: ["render", "check", "show", "diagram", "export", "open"],
  only: ["render", "check", "show", "diagram", "export", "open", "share"],
  drop: ["render", "check", "show", "diagram", "export", "open", "share"],
  headers: ["render", "check"],
  servers: ["render", "check", "diagram"],
  fold: ["render", "check"],
  dataFlow: ["render", "check", "show", "diagram", "export", "open"],
} as const satisfies Readonly<Record<keyof SharedConfig, readonly string[]>>;
