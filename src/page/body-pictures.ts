import type { BodyView, Step, Walkthrough } from "../analyze/types.ts";
import { listNumbers } from "../sequence/numbered.ts";
import { toAnchor } from "./anchor.ts";
import { checkRanges } from "./omitted-ranges.ts";
import type { PageOptions } from "./page-options.ts";
import { type StrippedImage, stripImage } from "./strip-image.ts";

/** An image from a body, as a file next to the page. */
export interface BodyPicture {
  /** `get-cover.add-book-response.png` */
  readonly file: string;
  readonly bytes: Buffer;
}

/** Largest body that is shown as a picture, in bytes; readers load it with the page. */
const LARGEST = 512 * 1024;

type PictureOptions = Pick<PageOptions, "images" | "pageName">;

/** The file for a body; undefined if it is not an image, is truncated or too large, or if pages show no images. */
export function findBodyPicture(
  body: BodyView,
  place: { readonly step: string; readonly part: "request" | "response" },
  { images, pageName }: PictureOptions,
): BodyPicture | undefined {
  if (images === undefined || pageName === undefined) return undefined;
  const image = readImage(body);
  if (image === undefined) return undefined;
  // In an address, a percent sign of the name would be read as another character; no anchor has the other sign.
  const step = toAnchor(place.step).replaceAll("%", "=");
  return { file: `${pageName}.${step}-${place.part}.${image.ending}`, bytes: image.bytes };
}

function readImage({ kind, mimeType, size, cut, text }: BodyView): StrippedImage | undefined {
  if (kind !== "binary" || cut !== undefined || size > LARGEST || !/^image\//i.test(mimeType)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length > LARGEST ? undefined : stripImage(bytes);
}

/** Files that a page shows bodies from. */
export function listBodyPictures(walkthrough: Walkthrough, options: PageOptions): readonly BodyPicture[] {
  const { images, pages, omit = [] } = options;
  if (images === undefined || pages !== undefined) return [];
  const omitted = checkRanges(omit, walkthrough);
  const folded = listNumbers(walkthrough.folds);
  return walkthrough.steps.flatMap((step: Step) =>
    (["request", "response"] as const).flatMap((part) => {
      const { number, body } = step[part];
      if (omitted.has(number) || folded.has(number)) return [];
      return findBodyPicture(body, { step: step.id, part }, options) ?? [];
    }),
  );
}
