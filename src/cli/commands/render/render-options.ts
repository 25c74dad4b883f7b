import { DEFAULT_TARGET, TARGET_NAMES } from "../../../page/dialects/targets.ts";
import { listOwnLocales } from "../../../page/templates.ts";
import {
  checkOption,
  dataFlowOption,
  engineOption,
  flowOption,
  openapiOption,
  outputOption,
} from "../../options/options.ts";

/** In the order of the help. */
export const RENDER_OPTIONS = {
  output: outputOption,
  title: { type: "string", requiresArg: true, describe: "First heading [default: name of the flow]" },
  locale: {
    type: "string",
    default: "en",
    requiresArg: true,
    describe: `Language: ${listOwnLocales().join(", ")}, or your FILE.yaml`,
  },
  target: {
    type: "string",
    default: DEFAULT_TARGET,
    requiresArg: true,
    describe: `What the page is for: ${TARGET_NAMES.join(", ")}`,
  },
  mermaid: { choices: [8], describe: "For sites with a Mermaid before 9" },
  diagram: {
    choices: ["mermaid", "svg", "both"],
    default: "mermaid",
    describe: "What the page has of its diagram: the source, an SVG beside the page, or both",
  },
  engine: engineOption,
  template: { type: "string", requiresArg: true, describe: "Set of your own templates" },
  templates: { type: "string", requiresArg: true, describe: "Folder of your own templates" },
  omit: {
    array: true,
    type: "string",
    describe: "Arrows that another page shows: FROM-TO or STEP..STEP, =PAGE[=TITLE]",
  },
  flow: flowOption,
  openapi: openapiOption,
  "data-flow": dataFlowOption,
  force: { type: "boolean", describe: "Overwrite what was edited inside of regions" },
  adopt: {
    type: "boolean",
    conflicts: "force",
    describe: "Let what was edited inside of regions stand until the trace changes there",
  },
  "fix-refs": { type: "boolean", default: false, describe: "Renumber (7),(8) in prose" },
  json: {
    type: "boolean",
    default: false,
    describe: "Of walkthroughs: print the outcome as one line of JSON",
  },
  check: checkOption,
} as const;
