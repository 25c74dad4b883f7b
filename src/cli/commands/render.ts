import { basename } from "node:path";

import { analyze } from "../../analyze/analyze.ts";
import { openTrace } from "../../import/open-trace.ts";
import { planPages } from "../../pages.ts";
import type { WalkthroughConfig } from "../../project/config/parse.ts";
import { findProfile } from "../../project/find-profile.ts";
import { openWalkthroughs } from "../../project/open-project.ts";
import { nameOf } from "../../project/pages/page-pictures.ts";
import { checkWalkthrough, renderWalkthrough } from "../../project/pages/render-walkthrough.ts";
import { writePages } from "../../project/pages/write-pages.ts";
import { readDescriptions, tellUnused, toOpenApiSource } from "../../project/read-descriptions.ts";
import type { MergeOptions } from "../../regions/merge.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { render as renderTrace } from "../../walkthrough.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { toOmittedRange } from "../options/omitted-range.ts";
import {
  checkOption,
  dataFlowOption,
  engineOption,
  flowOption,
  openapiOption,
  outputOption,
} from "../options/options.ts";
import { toPrintable } from "../output/printable.ts";
import { withProgress } from "../output/progress.ts";
import { runEach } from "../output/run-each.ts";
import { writeResult } from "../output/write-result.ts";

export const render = defineCommand({
  examples: [
    ["A page in Korean", "render add-project.har -o docs/add-project.md --locale ko"],
    [
      "Without the arrows that another page shows",
      'render add-project.har -o docs/add-project.md --omit "1-6=./list.md=openstack image list"',
    ],
    ["With pictures beside the page", "render add-project.har -o docs/add-project.md --diagram svg"],
    ["For GitHub", "render add-project.har -o docs/add-project.md --target gfm"],
    ["All pages of wirewalk.config.yaml", "render"],
    ["Is the page up to date?", "render add-project.har -o docs/add-project.md --check"],
  ],
  builder: (yargs) =>
    yargs
      .positional("names", {
        type: "string",
        array: true,
        default: [],
        describe: "A trace, or walkthroughs of wirewalk.config.yaml [default: all of them]",
      })
      .option("output", outputOption)
      .option("title", { type: "string", requiresArg: true, describe: "First heading [default: name of the flow]" })
      .option("locale", {
        type: "string",
        default: "en",
        requiresArg: true,
        describe: "Language: en, ko, ja, de, or your FILE.yaml",
      })
      .option("target", {
        type: "string",
        default: "mkdocs",
        requiresArg: true,
        describe: "What the page is for: mkdocs, zensical, gfm, docusaurus, vitepress, starlight, myst, asciidoc",
      })
      .option("mermaid", { choices: [8] as const, describe: "For sites with a Mermaid before 9" })
      .option("diagram", {
        choices: ["mermaid", "svg", "both"] as const,
        default: "mermaid" as const,
        describe: "What the page has of its diagram: the source, an SVG beside the page, or both",
      })
      .option("engine", engineOption)
      .option("template", { type: "string", requiresArg: true, describe: "Set of your own templates" })
      .option("templates", { type: "string", requiresArg: true, describe: "Folder of your own templates" })
      .option("omit", {
        array: true,
        type: "string",
        describe: "Arrows that another page shows: FROM-TO or STEP..STEP, =PAGE[=TITLE]",
      })
      .option("flow", flowOption)
      .option("openapi", openapiOption)
      .option("data-flow", dataFlowOption)
      .option("force", { type: "boolean", describe: "Overwrite what was edited inside of regions" })
      .option("adopt", {
        type: "boolean",
        conflicts: "force",
        describe: "Let what was edited inside of regions stand until the trace changes there",
      })
      .option("fix-refs", { type: "boolean", default: false, describe: "Renumber (7),(8) in prose" })
      .option("json", {
        type: "boolean",
        default: false,
        describe: "Of walkthroughs: print the outcome as one line of JSON",
      })
      .option("check", checkOption),
  run: async (args, io) => {
    const {
      names,
      output: file,
      title,
      locale,
      target,
      mermaid,
      diagram,
      engine,
      template,
      templates,
      omit = [],
      flow,
      openapi = [],
      "data-flow": dataFlow,
      check,
      json,
      debug,
    } = args;
    const merging = { edits: editsOf(args), fixReferences: args["fix-refs"] };
    const [source] = names;
    if (source === undefined || !(await isTrace(source))) {
      const run = (one: WalkthroughConfig) =>
        check ? checkWalkthrough(one, NOTHING_MORE, io) : renderWalkthrough(one, merging, io);
      const options = { doing: "Rendering", run, json, isDebugging: debug === true };
      return runEach(await openWalkthroughs(names), io, options);
    }
    const omitted = omit.map((range) => toOmittedRange(range));
    const trace = await openTrace(source);
    const profile = await findProfile(trace, flow);
    const descriptions = await readDescriptions(openapi.map(toOpenApiSource));
    if (descriptions.length > 0) tellUnused(descriptions, analyze(trace, { profile, descriptions }), io);
    const options = {
      descriptions,
      dataFlow,
      title: title ?? trace.log._wirewalk?.flow?.name ?? basename(source).replace(/\.\w+$/, ""),
      locale,
      target,
      diagram,
      ...(file !== undefined && { pageName: nameOf(file) }),
      ...(mermaid !== undefined && { mermaidVersion: mermaid }),
      ...(template !== undefined && { template }),
      omit: omitted,
      ...(templates !== undefined && { templatesFolder: templates }),
      ...(profile && { profile }),
    };
    if (file === undefined) {
      const content = await withProgress(io, "Rendering", renderTrace(trace, options));
      return writeResult(io, { file, content, check });
    }
    const plan = planPages(trace, { ...options, fileName: basename(file) });
    const {
      exitCode,
      text,
      details = [],
      pictures,
    } = await writePages(file, plan, { ...merging, profile, check, engine, io });
    tell(io, `${text}.`);
    for (const picture of pictures) tell(io, check ? `${picture} is out of date.` : `Wrote ${picture}.`);
    for (const line of details) tell(io, `  ${toPrintable(line)}`);
    return exitCode;
  },
});

/** `check` has options of its own. */
const NOTHING_MORE = { diff: false, annotate: false, live: false };

function editsOf({ force, adopt }: EditFlags): NonNullable<MergeOptions["edits"]> {
  if (force === true) return "overwrite";
  return adopt === true ? "adopt" : "keep";
}

interface EditFlags {
  readonly force: boolean | undefined;
  readonly adopt: boolean | undefined;
}

/** A name of a walkthrough has no dot; what looks like a file is meant as one, even if it is not there. */
async function isTrace(word: string): Promise<boolean> {
  return /[./\\]/.test(word) || (await isFile(word));
}
