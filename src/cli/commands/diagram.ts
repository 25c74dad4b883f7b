import type { Walkthrough } from "../../index.ts";
import { defineCommand } from "../command.ts";
import { type Io, hasColor, widthOf } from "../io.ts";
import { openWalkthrough } from "../open-walkthrough.ts";
import { checkOption, flowOption, outputOption, traceArgument } from "../options.ts";
import { withProgress } from "../progress.ts";
import { writeResult } from "../write-result.ts";

const FORMATS = ["mermaid", "svg", "png", "text"] as const;

export const diagram = defineCommand({
  examples: [
    ["Mermaid text, for a page", "diagram add-project.har"],
    ["A picture; needs a browser", "diagram add-project.har --format svg -o add-project.svg"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("format", { choices: FORMATS, default: "mermaid" as const, describe: "What to draw" })
      .option("output", outputOption)
      .option("flow", flowOption)
      .option("check", checkOption),
  run: async ({ trace, format, output: file, flow, check }, io) => {
    const { walkthrough } = await openWalkthrough(trace, flow);
    const isForEyes = file === undefined;
    return writeResult(io, { file, check, content: await draw(walkthrough, { format, io, isForEyes }) });
  },
});

interface Drawing {
  readonly format: (typeof FORMATS)[number];
  readonly io: Io;
  /** Whether it goes to the terminal, if there is one. */
  readonly isForEyes: boolean;
}

async function draw(walkthrough: Walkthrough, { format, io, isForEyes }: Drawing): Promise<string | Uint8Array> {
  const { renderImages, toLadder, toMermaid } = await import("../../index.ts");
  if (format === "mermaid") return toMermaid(walkthrough);
  if (format === "text") {
    return toLadder(walkthrough, {
      width: isForEyes ? widthOf(io.stdout) : widthOf({}),
      color: isForEyes && hasColor(io, io.stdout),
    });
  }
  const browserPath = io.env["PUPPETEER_EXECUTABLE_PATH"] ?? io.env["CHROME_PATH"];
  const jobs = [{ mermaid: toMermaid(walkthrough), format }];
  const [image = ""] = await withProgress(io, "Drawing", renderImages(jobs, { browserPath }));
  return image;
}
