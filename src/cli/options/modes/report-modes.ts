import type { Fate, ModeTable } from "./mode-table.ts";

const ONE = { instead: "use only one of the two" } as const;

type DiffMode = "terminal" | "markdown" | "json" | "html";

const inAll = {
  terminal: "applied",
  markdown: "applied",
  json: "applied",
  html: "applied",
} as const satisfies Readonly<Record<DiffMode, Fate>>;

const FOR_EYES = { instead: "remove it: it is for reports in the terminal" } as const;

/** `wirewalk diff`: how it reports. */
export const DIFF_MODES = {
  modes: {
    terminal: "diff … --format terminal",
    markdown: "diff … --format markdown",
    json: "diff … --json",
    html: "diff … --format html",
  },
  options: {
    format: inAll,
    level: inAll,
    values: inAll,
    json: { ...inAll, markdown: ONE, html: ONE },
    "side-by-side": { terminal: "applied", markdown: FOR_EYES, json: FOR_EYES, html: FOR_EYES },
    output: inAll,
    flow: inAll,
  },
} as const satisfies ModeTable<DiffMode>;

export function toDiffMode({ format, json }: { readonly format: DiffMode; readonly json: boolean }): DiffMode {
  return format === "terminal" && json ? "json" : format;
}

type ScanMode = "text" | "json" | "sarif";

const inEach = { text: "applied", json: "applied", sarif: "applied" } as const satisfies Readonly<
  Record<ScanMode, Fate>
>;

/** `wirewalk scan`: how it reports. */
export const SCAN_MODES = {
  modes: { text: "scan PATH…", json: "scan PATH… --json", sarif: "scan PATH… --sarif" },
  options: {
    json: { ...inEach, sarif: ONE },
    sarif: inEach,
    "secret-env": inEach,
    "secret-file": inEach,
    level: inEach,
    "show-header": inEach,
  },
} as const satisfies ModeTable<ScanMode>;

type RecoverMode = "list" | "rebuild";

/** `wirewalk recover`: lists what can be recovered, or rebuilds a trace. */
export const RECOVER_MODES = {
  modes: { list: "recover", rebuild: "recover JOURNAL…" },
  options: {
    output: { list: { instead: "name the journal to rebuild: without one, journals are listed" }, rebuild: "applied" },
    json: { list: "applied", rebuild: "applied" },
  },
} as const satisfies ModeTable<RecoverMode>;

type TemplatesMode = "list" | "eject" | "check";

const OF_EJECT = { instead: "remove it: only `wirewalk templates eject` writes templates" } as const;

/** `wirewalk templates`: its actions. */
export const TEMPLATES_MODES = {
  modes: { list: "templates list", eject: "templates eject NAME…", check: "templates check DIR" },
  options: {
    output: { list: OF_EJECT, eject: "applied", check: OF_EJECT },
    json: { list: "applied", eject: { instead: "remove it: the names of the files are printed" }, check: "applied" },
  },
} as const satisfies ModeTable<TemplatesMode>;
