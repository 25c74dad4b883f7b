import type { Walkthrough } from "../../analyze/types.ts";
import type { ImageJob, ImageOptions } from "../../diagram/image.ts";
import { toMermaid } from "../../diagram/mermaid/mermaid.ts";
import { toSequenceDiagram } from "../../diagram/to-sequence-diagram.ts";
import { writeCaption } from "../../page/caption.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import type { Io } from "../io.ts";
import { drawPictures } from "./draw-pictures.ts";

export interface PictureOptions extends Pick<ImageJob, "format" | "theme">, Pick<ImageOptions, "engine"> {
  /** Where it goes. @default standard output */
  readonly file: string | undefined;
  readonly title: string;
  /** Language of its text. */
  readonly locale: string;
}

/** Draws a walkthrough as an image. */
export async function drawPicture(
  walkthrough: Walkthrough,
  { file, format, theme, engine, title, locale }: PictureOptions,
  io: Io,
): Promise<string | Uint8Array> {
  const caption = await writeCaption(walkthrough, { title, locale });
  // An image cannot be searched for secrets; its text contains all that it shows.
  for (const text of [toMermaid(walkthrough), caption.description]) refuseSecrets(file ?? "standard output", text);
  const [content = ""] = await drawPictures(
    [{ sequence: toSequenceDiagram(walkthrough), format, theme, caption }],
    engine,
    io,
  );
  return content;
}
