import type { Fate, ModeTable } from "./mode-table.ts";

type Mode = "ladder" | "step" | "json" | "why" | "secrets" | "watch";

type Row = Readonly<Record<Mode, Fate>>;

const WHOLE = {
  instead: "remove it: --watch follows a running recording; run show again once it has ended",
} as const;
const ONE = { instead: "use only one of the two" } as const;

const NUMBERS = { instead: "remove it: --where-secret lists arrows by their numbers, without names" } as const;

const JSON_ONLY = { instead: "add --json" } as const;

const applied = { ladder: "applied", step: "applied", json: "applied", why: "applied", secrets: "applied" } as const;

/** Options that choose or name what is shown. */
const ofTrace: Row = { ...applied, watch: WHOLE };

/** Options that replace the diagram and the table; only one at a time. */
const choice = (mode: Mode): Row => ({
  ladder: "applied",
  step: ONE,
  json: ONE,
  why: ONE,
  secrets: ONE,
  watch: ONE,
  [mode]: "applied",
});

const ofLadder: Row = { ladder: "applied", step: ONE, json: ONE, why: ONE, secrets: ONE, watch: ONE };

/** `wirewalk show`: each option in each mode. */
export const SHOW_MODES = {
  modes: {
    ladder: "show TRACE",
    step: "show TRACE --step STEP",
    json: "show TRACE --json",
    why: "show TRACE --why",
    secrets: "show TRACE --where-secret",
    watch: "show TRACE --watch",
  },
  options: {
    flow: { ...applied, secrets: NUMBERS, watch: "applied" },
    openapi: { ...ofTrace, secrets: NUMBERS },
    proto: {
      ladder: { instead: "name the arrow of one step, or add --json: only these show bodies" },
      step: "applied",
      json: "applied",
      why: ONE,
      secrets: ONE,
      watch: WHOLE,
    },
    "data-flow": { ladder: "applied", step: ONE, json: "applied", why: ONE, secrets: ONE, watch: WHOLE },
    recorders: { ladder: "applied", step: ONE, json: "applied", why: ONE, secrets: ONE, watch: WHOLE },
    step: choice("step"),
    from: ofLadder,
    to: ofLadder,
    only: ofTrace,
    drop: ofTrace,
    curl: {
      ladder: { instead: "name the arrow of one step" },
      step: "applied",
      json: ONE,
      why: ONE,
      secrets: ONE,
      watch: ONE,
    },
    failed: ofTrace,
    status: ofTrace,
    slow: ofTrace,
    grep: ofTrace,
    where: ofTrace,
    limit: ofTrace,
    partial: ofTrace,
    why: choice("why"),
    "where-secret": choice("secrets"),
    watch: choice("watch"),
    json: choice("json"),
    budget: {
      ladder: JSON_ONLY,
      step: JSON_ONLY,
      json: "applied",
      why: JSON_ONLY,
      secrets: JSON_ONLY,
      watch: JSON_ONLY,
    },
  },
} as const satisfies ModeTable<Mode>;

export function toShowMode(args: {
  readonly step?: string | undefined;
  readonly arrow?: string | undefined;
  readonly json?: boolean;
  readonly why?: boolean;
  readonly "where-secret"?: boolean;
  readonly watch?: boolean;
}): Mode {
  if (args.watch === true) return "watch";
  if (args.json === true) return "json";
  if (args.why === true) return "why";
  if (args["where-secret"] === true) return "secrets";
  return (args.step ?? args.arrow) === undefined ? "ladder" : "step";
}

type OpenMode = "report" | "live";

const inBoth = { report: "applied", live: "applied" } as const satisfies Readonly<Record<OpenMode, Fate>>;

/** `wirewalk open`: the report as it is, or one that grows. */
export const OPEN_MODES = {
  modes: { report: "open TRACE", live: "open TRACE --live" },
  options: { print: inBoth, live: inBoth, flow: inBoth },
} as const satisfies ModeTable<OpenMode>;
