import type { SharedConfig } from "../../../project/config/parse.ts";
import type { WalkthroughFile } from "../../../project/config/types.ts";

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
  // `check --live` compares no values.
  volatile: ["record NAME", "record --flow", "record --", "diff"],
  fixed: ["record NAME", "record --flow", "record --", "diff"],
  participants: ["render", "check", "show", "diagram", "export", "open", "share", "diff --format html"],
  labels: ["render", "check", "show", "diagram", "export", "open", "share", "diff"],
  paths: ["render", "check", "show", "diagram", "export", "open", "share", "diff"],
  openapi: [
    "render",
    "check",
    "show",
    "diagram",
    "export",
    "open",
    "share",
    "diff --format html",
    "diff --side-by-side",
  ],
  only: ["render", "check", "show", "diagram", "export", "open", "share"],
  drop: ["render", "check", "show", "diagram", "export", "open", "share"],
  headers: ["render", "check"],
  servers: ["render", "check", "diagram"],
  fold: ["render", "check"],
  replay: ["replay"],
  dataFlow: ["render", "check", "show", "diagram", "export", "open", "share"],
  recorders: ["render", "check", "show", "diagram", "export", "open", "share"],
} as const satisfies Readonly<Record<keyof SharedConfig, readonly string[]>>;

/** The same of settings for the pages of a walkthrough, which count nowhere else: a trace that is shown or shared is shown whole. */
export const PAGE_SETTING_USES = {
  // The heading of a page that is there is its author's.
  title: ["render NAME"],
  locale: ["render NAME", "check"],
  target: ["render NAME", "check"],
  template: ["render NAME", "check"],
  templates: ["render NAME", "check"],
  mermaid: ["render NAME", "check"],
  diagram: ["render NAME", "check"],
  images: ["render NAME", "check"],
  code: ["render NAME", "check"],
  fields: ["render NAME", "check"],
  allowFields: ["check"],
  without: ["render NAME", "check"],
  omit: ["render NAME", "check"],
  sections: ["render NAME", "check"],
  beginsLike: ["render NAME", "check"],
  highlights: ["render NAME", "check"],
} as const satisfies Partial<Readonly<Record<keyof WalkthroughFile, readonly string[]>>>;
