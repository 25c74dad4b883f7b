import type { InferredOptionTypes } from "yargs";

import { UserError } from "../../errors.ts";
import { openProject } from "../../project/open-project.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { RENDER_MODES } from "../options/modes/render-modes.ts";
import { RENDER_OPTIONS } from "./render/render-options.ts";

export const render = defineCommand({
  examples: [
    ["Write a page in Korean", "render add-project.har -o docs/add-project.md --locale ko"],
    [
      "Without the arrows that another page shows",
      'render add-project.har -o docs/add-project.md --omit "1-6=./list.md=openstack image list"',
    ],
    ["Embed an SVG next to the page", "render add-project.har -o docs/add-project.md --diagram svg"],
    ["Write a page for GitHub", "render add-project.har -o docs/add-project.md --target gfm"],
    ["Update all pages of wirewalk.config.yaml", "render"],
    ["Render again on each change, until Ctrl-C", "render --watch"],
    ["Check that a page is up to date", "render add-project.har -o docs/add-project.md --check"],
  ],
  builder: (yargs) =>
    yargs
      .positional("names", {
        type: "string",
        array: true,
        default: [],
        describe: "A trace, or walkthroughs of wirewalk.config.yaml [default: all]",
      })
      .options(RENDER_OPTIONS),
  modes: { table: RENDER_MODES, of: toMode },
  run: async ({ names, ...args }, io) => {
    const renderOnce = (): Promise<number> => renderNamed(names, args, io);
    if (!args.watch) return renderOnce();
    if (args.check) {
      throw new UserError("--watch writes pages, and --check writes nothing.", { hint: "Use only one of the two." });
    }
    const { findOfProject, findOfTrace, watchRender } = await import("./render/watch-render.ts");
    const [source] = names;
    const isOne = source !== undefined && (await isTrace(source));
    const find = () => (isOne ? findOfTrace(source, args) : findOfProject(names));
    return watchRender({ io, isDebugging: args["debug"] === true, renderOnce, find });
  },
});

type RenderArguments = InferredOptionTypes<typeof RENDER_OPTIONS>;

async function renderNamed(names: readonly string[], args: RenderArguments, io: Io): Promise<number> {
  const [source, other] = names;
  if (source === undefined || !(await isTrace(source))) {
    const { renderWalkthroughs } = await import("./render/render-walkthroughs.ts");
    return renderWalkthroughs(await openProject(names), { ...args, isWhole: names.length === 0 }, io);
  }
  if (other !== undefined) {
    const isPage = names.length === 2 && args.output === undefined && /\.mdx?$/i.test(other);
    const line = `wirewalk render ${quoteShellWord(source)} -o ${quoteShellWord(other)}`;
    throw new UserError(`Cannot render the trace "${source}" together with "${other}".`, {
      hint: isPage ? `To write the page to that file, run \`${line}\`.` : "Render one trace at a time.",
    });
  }
  const { renderTrace } = await import("./render/render-trace.ts");
  return renderTrace(source, args, io);
}

async function toMode({
  names: [source],
  output,
}: {
  readonly names: readonly string[];
  readonly output?: string | undefined;
}): Promise<keyof typeof RENDER_MODES.modes> {
  if (source === undefined || !(await isTrace(source))) return "names";
  return output === undefined ? "stdout" : "page";
}

/** The name of a walkthrough has no dot; anything that looks like a file is treated as one, even if it does not exist. */
async function isTrace(word: string): Promise<boolean> {
  return word === "-" || /[./\\]/.test(word) || (await isFile(word));
}
