import { UserError } from "../errors.ts";
import { escapeQuoted, escapeText, toCodeSpan, toFence, toLink } from "./escape.ts";
import type { Messages } from "./locales.ts";
import { writeRegion } from "./regions.ts";

/**
 * What templates can call besides `if`, `each` and partials. Each puts a text where it lands: templates never place
 * recorded text by themselves.
 */
export const helpers = {
  /** `{{text heading}}`: plain text in a heading or sentence. */
  text: (value: unknown) => escapeText(String(value)),
  /** `title="{{quoted title}}"` */
  quoted: (value: unknown) => escapeQuoted(String(value)),
  /** `{{code value}}`: a code span. */
  code: (value: unknown) => toCodeSpan(String(value)),
  /** `{{anchor step part}}`: the heading's own id, `{#image-show-request}`; braces side by side would end the tag. */
  anchor: (step: unknown, part: unknown) => `{#${String(step)}-${String(part)}}`,
  /** `{{concat part ".io"}}` */
  concat: (...parts: readonly unknown[]) => parts.slice(0, -1).join(""),
  /** `{{link title page}}` */
  link: (title: unknown, address: unknown) => toLink(String(title), String(address)),
  /** `{{#fence lines indent=4}}json title=""{{/fence}}`: the block is what follows the opening fence. */
  fence(this: unknown, lines: readonly string[], { hash, fn }: BlockOptions): string {
    return toFence(lines, fn(this), Number(hash["indent"] ?? 0));
  },
  /** `{{#region step=step part="request"}}…{{/region}}`: a part of the page that wirewalk owns. */
  region(this: unknown, { hash, fn }: BlockOptions): string {
    const { step, part } = hash;
    return `${writeRegion({ part: String(part), ...(step !== undefined && { step: String(step) }) }, fn(this))}\n`;
  },
  /** `{{#chunks sections}}…{{/chunks}}`: `each`, but one at a time; Handlebars' own first collects what it goes through. */
  chunks(items: Iterable<unknown>, { fn }: BlockOptions): string {
    return Array.from(items, (item) => fn(item)).join("");
  },
  /** `{{say "omitted" from=from}}`: a text of the locale with its values, which are escaped already. */
  say(name: string, { hash, data }: SayOptions): string {
    const message = data.messages[name];
    if (message === undefined) throw unknownMessage(name, data);
    if (!message.includes("{")) return message;
    return message.replace(/\{(\w+)\}/g, (place, key: string) => String(hash[key] ?? place));
  },
};

/** Arguments by name, as templates give them: `indent=4`. */
type Hash = Readonly<Record<string, string | number>>;

interface BlockOptions {
  readonly hash: Hash;
  readonly fn: (context: unknown) => string;
}

interface SayOptions {
  readonly hash: Hash;
  readonly data: { readonly messages: Messages; readonly locale: string };
}

function unknownMessage(name: string, { messages, locale }: SayOptions["data"]): UserError {
  return new UserError(`The locale "${locale}" has no text "${name}".`, {
    hint: `It has: ${Object.keys(messages).join(", ")}.`,
  });
}
