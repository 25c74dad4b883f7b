import type { renderMermaid } from "@mermaid-js/mermaid-cli";

import { UserError } from "../errors.ts";
import { openBrowser } from "./browser.ts";
import { importForImages } from "./optional-package.ts";

/** A diagram to draw. */
export interface ImageJob {
  /** Mermaid source, at most 200,000 characters (about 4,000 arrows). */
  readonly mermaid: string;
  readonly format: "svg" | "png";
}

export interface ImageOptions {
  /** Chromium, Chrome or Edge to draw with. @default one found on this machine, else one from npm */
  readonly browserPath?: string | undefined;
}

/**
 * Draws diagrams with mermaid-cli, all in one browser, in the order of the jobs. An SVG has the same bytes on every
 * run of one version of mermaid-cli and browser.
 *
 * @throws UserError when mermaid-cli, puppeteer or a browser is missing, or Mermaid cannot draw a job
 */
export async function renderImages(jobs: readonly ImageJob[], options: ImageOptions = {}): Promise<Uint8Array[]> {
  jobs.forEach(refuseTooLong);
  if (jobs.length === 0) return [];
  const mermaidCli = await importForImages(() => import("@mermaid-js/mermaid-cli"));
  const browser = await openBrowser(options.browserPath);
  try {
    const images: Uint8Array[] = [];
    for (const [index, job] of jobs.entries()) {
      const render = async (): Promise<Uint8Array> =>
        (await mermaidCli.renderMermaid(browser, job.mermaid, job.format, SETTINGS)).data;
      images.push(await explainFailure(render, index + 1));
    }
    return images;
  } finally {
    await browser[Symbol.asyncDispose]();
  }
}

/** Drawing time grows with the square of the arrows: 2,000 take 7 seconds, 5,000 take 36. */
const LONGEST_SOURCE = 200_000;

function refuseTooLong({ mermaid }: ImageJob): void {
  if (mermaid.length <= LONGEST_SOURCE) return;
  throw new UserError(
    `The diagram is too long for an image: ${mermaid.length} characters of Mermaid, at most ${LONGEST_SOURCE}.`,
    { hint: "Record or show fewer steps, or use the format `mermaid` or `text`." },
  );
}

async function explainFailure(render: () => Promise<Uint8Array>, number: number): Promise<Uint8Array> {
  try {
    return await render();
  } catch (cause) {
    // Further lines of a parse error quote the source.
    const [reason = ""] = String(cause instanceof Error ? cause.message : cause).split("\n");
    throw new UserError(`Mermaid cannot draw diagram ${number}: ${reason}`, {
      hint: "Run `wirewalk diagram TRACE --format mermaid` to see its source.",
      cause,
    });
  }
}

/** mermaid-cli brings Open Sans; a browser takes what it lacks, such as Korean, from the fonts of the machine. */
const FONTS = '"Open Sans", "Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif';

const SETTINGS: Parameters<typeof renderMermaid>[3] = {
  mermaidConfig: {
    theme: "default",
    look: "classic",
    themeVariables: { fontFamily: FONTS, actorLineColor: "#bbb" },
    fontFamily: FONTS,
    // Past its limit Mermaid draws a picture of an error and calls it a success; `refuseTooLong` guards instead.
    maxTextSize: Number.MAX_SAFE_INTEGER,
    deterministicIds: true,
    deterministicIDSeed: "wirewalk",
    // The natural width, rather than that of the page it is drawn in.
    sequence: { useMaxWidth: false },
  },
  svgId: "wirewalk",
  // Embedded, the fonts would make 390 KB of an SVG of 30 KB.
  fontEmbed: false,
  // A PNG twice as fine, for today's screens.
  viewport: { width: 1600, height: 800, deviceScaleFactor: 2 },
};
