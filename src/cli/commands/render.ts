import { basename } from "node:path";

import type { WalkthroughConfig } from "../../index.ts";
import { defineCommand } from "../command.ts";
import { findProfile } from "../find-profile.ts";
import { isFile } from "../is-file.ts";
import { toOmittedRange } from "../omitted-range.ts";
import { openWalkthroughs } from "../open-project.ts";
import { checkOption, flowOption, outputOption } from "../options.ts";
import { withProgress } from "../progress.ts";
import { type Outcome, runEach } from "../run-each.ts";
import { MERGE_OPTIONS, tellMerge, toMergeOptions } from "../tell-merge.ts";
import { checkWalkthrough, renderWalkthrough } from "../walkthrough-jobs.ts";
import { writeResult } from "../write-result.ts";

export const render = defineCommand({
  examples: [
    ["A page in Korean", "render add-project.har -o docs/add-project.md --locale ko"],
    [
      "Without the arrows that another page shows",
      'render add-project.har -o docs/add-project.md --omit "1-6=./list.md=openstack image list"',
    ],
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
      .option("locale", { type: "string", default: "en", requiresArg: true, describe: "Language: en, ko, …" })
      .option("template", { type: "string", default: "mkdocs", requiresArg: true, describe: "Set of templates" })
      .option("templates", { type: "string", requiresArg: true, describe: "Folder of your own templates" })
      .option("omit", { array: true, type: "string", describe: "Arrows that another page shows: FROM-TO=PAGE[=TITLE]" })
      .option("flow", flowOption)
      .options(MERGE_OPTIONS)
      .option("check", checkOption),
  run: async (args, io) => {
    const { names, output: file, title, locale, template, templates, omit = [], flow, check, debug } = args;
    const [source] = names;
    const mergeOptions = toMergeOptions(args);
    if (source === undefined || !(await isTrace(source))) {
      const run = (walkthrough: WalkthroughConfig): Promise<Outcome> =>
        check
          ? checkWalkthrough(walkthrough, { diff: false, annotate: false, live: false }, io)
          : renderWalkthrough(walkthrough, mergeOptions, io);
      const options = { doing: "Rendering", run, json: false, isDebugging: debug === true };
      return runEach(await openWalkthroughs(names), io, options);
    }
    const { createPage, mergePage, openTrace, readText } = await import("../../index.ts");
    const omitted = omit.map((range) => toOmittedRange(range));
    const trace = await openTrace(source);
    const profile = await findProfile(trace, flow);
    const page = createPage(trace, {
      title: title ?? trace.log._wirewalk?.flow?.name ?? basename(source).replace(/\.\w+$/, ""),
      locale,
      template,
      omit: omitted,
      ...(templates !== undefined && { templatesFolder: templates }),
      ...(profile && { profile }),
    });
    const fresh = await withProgress(io, "Rendering", page);
    const isThere = file !== undefined && (await isFile(file));
    const merged = isThere ? mergePage(await readText(file), fresh, mergeOptions) : undefined;
    if (file !== undefined && merged !== undefined) tellMerge(file, merged.report, io);
    const content = merged?.text ?? fresh;
    return writeResult(io, { file, content, check });
  },
});

/** A name of a walkthrough has no dot; what looks like a file is meant as one, even if it is not there. */
async function isTrace(word: string): Promise<boolean> {
  return /[./\\]/.test(word) || (await isFile(word));
}
