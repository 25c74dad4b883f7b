import { DEFAULT_LOCALE } from "../../../page/default-locale.ts";
import { DEFAULT_TARGET, TARGET_NAMES } from "../../../page/dialects/targets.ts";
import { listOwnLocales } from "../../../page/templates.ts";
import {
  checkOption,
  dataFlowOption,
  recordersOption,
  engineOption,
  flowOption,
  openapiOption,
  outputOption,
  protoOption,
} from "../../options/options.ts";
import { SELECT_OPTIONS } from "../../options/select-options.ts";

/** In the order of the help. */
export const RENDER_OPTIONS = {
  output: outputOption,
  title: { type: "string", requiresArg: true, describe: "First heading [default: name of the flow]" },
  locale: {
    type: "string",
    default: DEFAULT_LOCALE,
    requiresArg: true,
    describe: `Language: ${listOwnLocales().join(", ")}, or a YAML file`,
  },
  target: {
    type: "string",
    default: DEFAULT_TARGET,
    requiresArg: true,
    describe: `Page format: ${TARGET_NAMES.join(", ")}`,
  },
  mermaid: { choices: [8], describe: "Write diagrams that Mermaid 8 can draw" },
  diagram: {
    choices: ["mermaid", "svg", "both"],
    default: "mermaid",
    describe: "Embed the Mermaid source, an SVG file, or both",
  },
  engine: engineOption,
  template: { type: "string", requiresArg: true, describe: "Template set to use" },
  templates: { type: "string", requiresArg: true, describe: "Directory with your templates" },
  omit: {
    array: true,
    type: "string",
    describe: "Link to PAGE instead of these arrows: FROM-TO=PAGE[=TITLE] or STEP..STEP=PAGE[=TITLE] (repeatable)",
  },
  ...SELECT_OPTIONS,
  flow: flowOption,
  openapi: openapiOption,
  proto: protoOption,
  "data-flow": dataFlowOption,
  recorders: recordersOption,
  force: { type: "boolean", describe: "Overwrite manual edits inside regions" },
  adopt: {
    type: "boolean",
    conflicts: "force",
    describe: "Keep manual edits inside regions until the trace changes there",
  },
  "fix-refs": { type: "boolean", default: false, describe: "Update arrow numbers such as (7),(8) in prose" },
  json: {
    type: "boolean",
    default: false,
    describe: "Print the result as one line of JSON (walkthroughs only)",
  },
  watch: {
    type: "boolean",
    default: false,
    describe: "Render again when the trace, the project file, a template, or the page changes",
  },
  check: checkOption,
} as const;
