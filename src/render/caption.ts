import type { Walkthrough } from "../analyze/types.ts";
import { listArrowLines } from "./arrow-lines.ts";
import { fillIn } from "./fill-in.ts";
import { type Messages, nameLocale, readMessages } from "./locales.ts";

export interface CaptionOptions {
  /** What the page or the trace is called. */
  readonly title: string;
  /** Language of the text, as for `render`. @default "en" */
  readonly locale?: string;
  readonly templatesFolder?: string;
}

/** Says in words what the picture of a walkthrough shows. Plain text: a title, a line for each arrow, the language. */
export async function writeCaption(
  walkthrough: Walkthrough,
  { title, locale = "en", templatesFolder }: CaptionOptions,
): Promise<{ readonly title: string; readonly description: string; readonly language: string }> {
  const messages = await readMessages(locale, templatesFolder);
  const lines = listArrowLines(walkthrough).map((line) => fillIn(messages[line.message] ?? "", { ...line }));
  return {
    title: describePicture(walkthrough, title, messages),
    description: lines.join("\n"),
    language: nameLocale(locale),
  };
}

/** The `alt` of a picture: what it is of, who takes part, which numbers. */
export function describePicture({ participants, arrows }: Walkthrough, title: string, messages: Messages): string {
  return fillIn(messages["pictureTitle"] ?? "", {
    title,
    participants: participants.map(({ label }) => label).join(", "),
    from: arrows[0]?.number ?? 0,
    to: arrows.at(-1)?.number ?? 0,
  });
}
