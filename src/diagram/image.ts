import { reasonOf, UserError } from "../errors.ts";
import { textBefore } from "../sequence/text-before.ts";
import type { Caption } from "./caption.ts";
import { type MermaidDrawing, type MermaidPage, openMermaidPage } from "./mermaid/mermaid-page.ts";
import { writeMermaid } from "./mermaid/mermaid.ts";
import { MissingForImages } from "./optional-package.ts";
import type { SequenceDiagram } from "./sequence-diagram.ts";
import { drawSequence } from "./svg/draw-sequence.ts";
import type { Theme } from "./theme.ts";

/** A diagram to draw. */
export interface ImageJob {
  /** At most 200,000 characters of Mermaid (about 4,000 arrows), if Mermaid draws it. */
  readonly sequence: SequenceDiagram;
  readonly format: "svg" | "png";
  /** @default "auto" */
  readonly theme?: Theme | undefined;
  readonly caption: Caption;
}

export interface ImageOptions {
  /** `builtin` needs no browser and draws only SVG. @default "mermaid"; for SVG without a browser, `builtin` */
  readonly engine?: Engine | undefined;
  /** Path of Chromium, Chrome, or Edge. @default one found on this machine, otherwise one from npm */
  readonly browserPath?: string | undefined;
}

export const ENGINES = ["mermaid", "builtin"] as const;

export type Engine = (typeof ENGINES)[number];

export interface Images {
  /** In the order of the jobs: text of SVG, bytes of PNG. */
  readonly images: readonly (string | Uint8Array)[];
  /** Notes for people: that another engine was used, and which characters have no font. Plain text, one line each. */
  readonly notes: readonly string[];
}

/**
 * Draws diagrams, all in one browser. With the same versions of mermaid-cli and the browser, an SVG always has the same
 * bytes, whatever is drawn before it.
 *
 * @throws UserError if mermaid-cli, puppeteer or a browser is missing, or a job cannot be drawn
 */
export async function renderImages(jobs: readonly ImageJob[], options: ImageOptions = {}): Promise<Images> {
  if (jobs.length === 0) return { images: [], notes: [] };
  if (options.engine === "builtin") return drawWithoutBrowser(jobs, []);
  const written = jobs.map((job) => ({ ...job, mermaid: writeMermaid(job.sequence) }));
  written.forEach(refuseTooLong);
  const page = await openPage(jobs, options);
  if (page instanceof MissingForImages)
    return drawWithoutBrowser(jobs, [`${page.message} Drew the image without a browser.`]);
  try {
    const images: (string | Uint8Array)[] = [];
    const missing = new Set<string>();
    for (const [index, { mermaid, format, theme = "auto", caption }] of written.entries()) {
      const drawing = await explainFailure(page.draw(mermaid, { theme, caption }), index + 1);
      images.push(format === "svg" ? `${drawing.svg}\n` : await page.photograph(drawing));
      for (const character of drawing.missing) missing.add(character);
    }
    return { images, notes: missing.size === 0 ? [] : [describeMissing([...missing])] };
  } finally {
    await page[Symbol.asyncDispose]();
  }
}

/** The reason if it is missing and another engine can replace it. */
async function openPage(
  jobs: readonly ImageJob[],
  { engine, browserPath }: ImageOptions,
): Promise<MermaidPage | MissingForImages> {
  try {
    return await openMermaidPage(browserPath);
  } catch (error) {
    const canDoWithout = engine === undefined && jobs.every(({ format }) => format === "svg");
    if (canDoWithout && error instanceof MissingForImages) return error;
    throw error;
  }
}

function drawWithoutBrowser(jobs: readonly ImageJob[], notes: readonly string[]): Images {
  const images = jobs.map(({ sequence, format, theme = "auto", caption }) => {
    if (format === "svg") return drawSequence(sequence, { theme, caption });
    throw new UserError("The builtin engine cannot draw PNG.", {
      hint: "Use the format `svg`, or the engine `mermaid`.",
    });
  });
  return { images, notes };
}

/** Drawing time grows with the square of the arrows: 2,000 take 7 seconds, 5,000 take 36. */
const LONGEST_SOURCE = 200_000;

function refuseTooLong({ mermaid }: { readonly mermaid: string }): void {
  if (mermaid.length <= LONGEST_SOURCE) return;
  throw new UserError(
    `The diagram is too long for an image: ${mermaid.length} characters of Mermaid, at most ${LONGEST_SOURCE}.`,
    { hint: "Record or show fewer steps, or use the format `mermaid` or `text`." },
  );
}

async function explainFailure(drawing: Promise<MermaidDrawing>, number: number): Promise<MermaidDrawing> {
  try {
    return await drawing;
  } catch (cause) {
    // Further lines of a parse error quote the source.
    const reason = textBefore(reasonOf(cause), "\n");
    throw new UserError(`Mermaid cannot draw diagram ${number}: ${reason}`, {
      hint: "Run `wirewalk diagram TRACE --format mermaid` to see its source.",
      cause,
    });
  }
}

function describeMissing(characters: readonly string[]): string {
  const some = characters.slice(0, 8).join(" ");
  return `No font of this machine has ${some}${characters.length > 8 ? " …" : ""}: a PNG shows boxes, and widths are guesses. Install one, such as Debian's fonts-noto-cjk.`;
}
