import { type Trial, adds, removes } from "./world.ts";

/** The trace that is written from some sources, by mode. */
const END: Readonly<Record<string, readonly string[]>> = {
  file: ["-o", "out.har"],
  walkthrough: ["w"],
  preview: ["--dry-run"],
};

const gathering = (mode: string, ...sources: readonly string[]): readonly string[] => [
  ...sources,
  ...(END[mode] ?? []),
];

const TILL = "hosts/till.har";

/** The recording must be in the store. */
const STORED = [["push", TILL, "--otlp", "$STORE"]];

const TRUSTED = ["--cacert", "server.crt"];

const UNCHECKED = ["--insecure", "127.0.0.1"];

const COLLECTOR = ["--collector", "./own-collector"];

const TOPIC = "kafka://127.0.0.1:9092/otlp_spans";

/** A PATH on which there is no other Collector. */
const NO_PATH = { PATH: "" };

const fromStore = (words: readonly string[]) => (mode: string) =>
  adds(words, "exit", /^0$/, { line: gathering(mode, "jaeger+$STORETLS?session=till"), before: STORED });

const GATHER: Trial = {
  lines: {
    file: gathering("file", "hosts"),
    walkthrough: gathering("walkthrough", "hosts"),
    preview: gathering("preview", "hosts"),
  },
  samples: {
    output: (mode) =>
      mode === "preview"
        ? adds(["-o", "out.har"], "stderr", /writes out\.har/)
        : adds(["-o", "out.har"], "files", /^out\.har$/m, { line: ["hosts"] }),
    "dry-run": (mode) =>
      adds(["--dry-run"], "stdout", /^one trace of 2 exchanges$/m, {
        line: mode === "walkthrough" ? ["hosts", "w"] : ["hosts"],
      }),
    strict: (mode) => adds(["--strict"], "stderr", /^Guessed: /m, { line: gathering(mode, "apart") }),
    accept: adds(["--accept"], "exit", /^0$/, { line: ["t.har", "listed"] }),
    json: adds(["--json"], "stdout", /^\{"/),
    cacert: fromStore(TRUSTED),
    insecure: fromStore(UNCHECKED),
    collector: (mode) => adds(COLLECTOR, "exit", /^0$/, { line: gathering(mode, TOPIC), env: NO_PATH }),
  },
};

const DELIVERED = /^Delivered 1 exchange to /m;

const fromTopic = [TILL, "--otlp", "$STORE", "--missing", TOPIC];

/** Both servers have a certificate that is in no list of trusted ones. */
const overTls = (words: readonly string[]) => (mode: string) =>
  adds(words, "exit", /^0$/, {
    line: [TILL, "--otlp", "$STORETLS", ...(mode === "missing" ? ["--missing", "jaeger+$STORETLS"] : [])],
  });

const PUSH: Trial = {
  lines: { whole: [TILL, "--otlp", "$STORE"], missing: [TILL, "--otlp", "$STORE", "--missing", "spans.json"] },
  samples: {
    otlp: (mode) =>
      adds(["--otlp", "$RECEIVER"], "stderr", DELIVERED, {
        line: [TILL, ...(mode === "missing" ? ["--missing", "spans.json"] : [])],
      }),
    missing: removes(["--missing", "jaeger+$STORE"], "stderr", DELIVERED, {
      line: [TILL, "--otlp", "$STORE"],
      before: STORED,
    }),
    json: adds(["--json"], "stdout", /^\{"/),
    cacert: overTls(TRUSTED),
    insecure: overTls(UNCHECKED),
    collector: adds(COLLECTOR, "exit", /^0$/, { line: fromTopic, env: NO_PATH }),
  },
};

const ACCEPTS = /accepts spans as JSON/;

const DOCTOR: Trial = {
  lines: { machine: [], program: ["--", "sh"], trace: ["t.har"], endpoint: ["--otlp", "$RECEIVER"] },
  samples: {
    otlp: adds(["--otlp", "$RECEIVER"], "stdout", ACCEPTS, { line: [] }),
    cacert: adds(TRUSTED, "stdout", ACCEPTS, { line: ["--otlp", "$STORETLS"] }),
    insecure: adds(UNCHECKED, "stdout", ACCEPTS, { line: ["--otlp", "$STORETLS"] }),
    json: adds(["--json"], "stdout", /^\[\{/),
  },
};

/** Commands that gather recordings, send them, or examine the environment for that. */
export const GATHERING: Readonly<Record<string, Trial>> = { gather: GATHER, push: PUSH, doctor: DOCTOR };
