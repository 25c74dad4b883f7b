import type { RENDER_OPTIONS } from "../../commands/render/render-options.ts";
import type { Fate, ModeTable } from "./mode-table.ts";

type Mode = "names" | "page" | "stdout";

type Row = Readonly<Record<Mode, Fate>>;

const everywhere = { names: "applied", page: "applied", stdout: "applied" } as const satisfies Row;

/** Settings of a walkthrough in the project file. */
const ofTrace = (key: string): Row => ({ names: { key }, page: "applied", stdout: "applied" });

/** Options for an existing page. */
const ofPage: Row = {
  names: "applied",
  page: "applied",
  stdout: { instead: "name the page with -o: output to stdout replaces nothing" },
};

/** `wirewalk render`: each option in each mode. */
export const RENDER_MODES = {
  modes: { names: "render [NAME…]", page: "render TRACE -o PAGE", stdout: "render TRACE" },
  options: {
    output: ofTrace("page"),
    title: ofTrace("title"),
    locale: ofTrace("locale"),
    target: ofTrace("target"),
    mermaid: ofTrace("mermaid"),
    diagram: ofTrace("diagram"),
    engine: ofPage,
    template: ofTrace("template"),
    templates: ofTrace("templates"),
    omit: ofTrace("omit"),
    only: ofTrace("only"),
    drop: ofTrace("drop"),
    flow: ofTrace("flow"),
    openapi: ofTrace("openapi"),
    proto: ofTrace("proto"),
    "data-flow": ofTrace("dataFlow"),
    recorders: ofTrace("recorders"),
    force: ofPage,
    adopt: ofPage,
    "fix-refs": ofPage,
    json: {
      names: "applied",
      page: { instead: "remove it: it applies to walkthroughs of the project" },
      stdout: { instead: "remove it: it applies to walkthroughs of the project" },
    },
    watch: ofPage,
    check: everywhere,
  },
} as const satisfies ModeTable<Mode, keyof typeof RENDER_OPTIONS>;
