import type { SharedConfig } from "../../../project/config/parse.ts";
import type { WalkthroughFile } from "../../../project/config/types.ts";

/** Command lines that show what a trace contains. */
const READING = ["render", "check", "show", "diagram", "export", "open", "share"] as const;

/** Settings of the project for the content and the names of a trace, and the command lines to which each applies. */
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
    "gather",
  ],
  volatile: ["record NAME", "record --flow", "record --", "diff", "check --live"],
  fixed: ["record NAME", "record --flow", "record --", "diff", "check --live"],
  participants: [...READING, "diff --format html"],
  labels: [...READING, "diff"],
  paths: [...READING, "diff"],
  openapi: [...READING, "diff --format html", "diff --side-by-side"],
  // Where bodies are shown.
  proto: ["render", "check", "show --json", "show STEP", "export --format html", "open", "share"],
  only: READING,
  drop: READING,
  headers: ["render", "check"],
  servers: ["render", "check", "diagram"],
  fold: ["render", "check"],
  replay: ["replay"],
  dataFlow: READING,
  recorders: READING,
} as const satisfies Readonly<Record<keyof SharedConfig, readonly string[]>>;

/** Command lines that lay pages out. */
const ON_PAGES = ["render NAME", "check"] as const;

/** The same of settings for the pages of a walkthrough, which count nowhere else: a trace that is shown or shared is shown whole. */
export const PAGE_SETTING_USES = {
  // The heading of a page that is there is its author's.
  title: ["render NAME"],
  locale: ON_PAGES,
  target: ON_PAGES,
  template: ON_PAGES,
  templates: ON_PAGES,
  mermaid: ON_PAGES,
  diagram: ON_PAGES,
  images: ON_PAGES,
  code: ON_PAGES,
  fields: ON_PAGES,
  allowFields: ["check"],
  without: ON_PAGES,
  omit: ON_PAGES,
  sections: ON_PAGES,
  beginsLike: ON_PAGES,
  highlights: ON_PAGES,
} as const satisfies Partial<Readonly<Record<keyof WalkthroughFile, readonly string[]>>>;
