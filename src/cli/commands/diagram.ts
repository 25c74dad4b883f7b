import { basename } from "node:path";

import type { Walkthrough } from "../../analyze/types.ts";
import { toMermaid } from "../../diagram/mermaid/mermaid.ts";
import { toLadder } from "../../diagram/terminal/ladder.ts";
import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { DEFAULT_LOCALE } from "../../page/default-locale.ts";
import { publishServers } from "../../page/public-servers.ts";
import { readDescriptions } from "../../project/read-descriptions.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { defineCommand } from "../command.ts";
import { type Io, hasColor, tell, widthOf } from "../io.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { DIAGRAM_MODES } from "../options/modes/other-modes.ts";
import { toOpenApiSource } from "../options/openapi-source.ts";
import {
  checkOption,
  dataFlowOption,
  recordersOption,
  engineOption,
  flowOption,
  openapiOption,
  outputOption,
  traceArgument,
} from "../options/options.ts";
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { describeLeftOut } from "../output/describe-left-out.ts";
import { tellUnused } from "../output/tell-unused.ts";
import { writeResult } from "../output/write-result.ts";

const FORMATS = ["mermaid", "svg", "png", "text"] as const;

const OPTIONS = {
  format: { choices: FORMATS, default: "mermaid", describe: "Output format" },
  theme: {
    choices: ["auto", "light", "dark"],
    default: "auto",
    describe: "Colors of the image; auto: an SVG follows the reader's theme, a PNG is light",
  },
  engine: engineOption,
  locale: { type: "string", default: DEFAULT_LOCALE, requiresArg: true, describe: "Language of the image's text" },
  output: outputOption,
  flow: flowOption,
  ...SELECT_OPTIONS,
  openapi: openapiOption,
  "data-flow": dataFlowOption,
  recorders: recordersOption,
  check: checkOption,
} as const;

export const diagram = defineCommand({
  examples: [
    ["Write Mermaid for a page", "diagram add-project.har"],
    ["Show where tokens and IDs came from", "diagram add-project.har --data-flow"],
    ["Write an SVG for light and dark pages", "diagram add-project.har --format svg -o add-project.svg"],
    ["Write a dark PNG", "diagram add-project.har --format png --theme dark -o add-project.png"],
    ["Draw without a browser", "diagram add-project.har --format svg --engine builtin -o add-project.svg"],
  ],
  builder: (yargs) => yargs.positional("trace", traceArgument).options(OPTIONS),
  modes: {
    table: DIAGRAM_MODES,
    of: ({ format }) => (format === "mermaid" || format === "text" ? "text" : "picture"),
  },
  run: async (args, io) => {
    const { trace, format, theme, engine, locale, output: file, flow, openapi = [], check } = args;
    refuseOtherKind(file, format);
    const descriptions = await readDescriptions(openapi.map(toOpenApiSource));
    const selection = toSelection(args);
    const options = {
      selection,
      isForReaders: true,
      descriptions,
      dataFlow: args["data-flow"],
      recorders: args.recorders,
      ...onlyKnown({ named: args.named }),
    };
    const { walkthrough: recorded, trace: opened, servers } = await openWalkthrough(trace, flow, { ...options, io });
    const walkthrough = publishServers(recorded, servers);
    tellUnused(descriptions, walkthrough, io);
    if (walkthrough.leftOut !== undefined) tell(io, describeLeftOut(walkthrough.leftOut));
    if (format === "mermaid" || format === "text") {
      return writeResult(io, {
        file,
        check,
        content: await write(walkthrough, { format, io, isForEyes: file === undefined }),
      });
    }
    const { drawPicture } = await import("../output/draw-picture.ts");
    const title = opened.log._wirewalk?.flow?.name ?? basename(trace).replace(/\.\w+$/, "");
    const content = await drawPicture(walkthrough, { file, format, theme, engine, title, locale }, io);
    return writeResult(io, { file, check, content });
  },
});

interface Writing {
  readonly format: "mermaid" | "text";
  readonly io: Io;
  /** Whether the output goes to the terminal, if there is one. */
  readonly isForEyes: boolean;
}

async function write(walkthrough: Walkthrough, { format, io, isForEyes }: Writing): Promise<string> {
  if (format === "mermaid") return toMermaid(walkthrough);
  return toLadder(walkthrough, {
    width: isForEyes ? widthOf(io.stdout) : widthOf({}),
    color: isForEyes && hasColor(io, io.stdout),
  });
}

/** No program opens a file named like an image that contains text or the other kind of image. */
function refuseOtherKind(file = "", format: string): void {
  const [, kind] = matchParts(/\.(svg|png)$/i, file);
  if (kind === undefined || kind.toLowerCase() === format) return;
  throw new UserError(`${file} would contain ${format}.`, {
    hint: `Add \`--format ${kind.toLowerCase()}\`, or choose another name.`,
  });
}
