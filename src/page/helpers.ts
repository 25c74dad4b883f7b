import { UserError } from "../errors.ts";
import { onlyKnown } from "../json/only-known.ts";
import { writeRegion } from "../regions/regions.ts";
import { matchedText } from "../sequence/matched-text.ts";
import type { LinkView } from "./diagram-view.ts";
import type { Dialect, NoteKind } from "./dialects/dialect.ts";
import { fillInMessage } from "./fill-in.ts";
import type { Messages } from "./locales.ts";
import { showOnOneLine } from "./visible-text.ts";

/**
 * Helpers of templates in addition to `if`, `each`, and partials. Each escapes a text for its place, so that templates
 * never insert recorded text directly.
 */
export function createHelpers(dialect: Dialect) {
  const link = (text: string, address: string): string =>
    address === "" ? dialect.text(text) : dialect.link(text, address);
  return {
    /** `{{text heading}}`: plain text in a heading or sentence. */
    text: (value: unknown) => dialect.text(String(value)),
    /** `{{cell name}}`: plain text in a cell of a table. */
    cell: (value: unknown) => toCell(dialect, String(value)),
    /** `{{described description}}`: the same with the code spans of its Markdown, which is what OpenAPI documents are written in. */
    described: (value: unknown) =>
      String(value)
        .split(CODE_SPAN)
        .map((text, index) => (index % 2 === 1 ? dialect.code(text) : keepEnds(text, (own) => toCell(dialect, own))))
        .join(""),
    /** `title="{{quoted title}}"` */
    quoted: (value: unknown) => dialect.quoted(String(value)),
    /** `{{code value}}`: a code span. */
    code: (value: unknown) => dialect.code(String(value)),
    /** `{{link title page}}`; without an address the plain text. */
    link: (title: unknown, address: unknown) => link(String(title), String(address)),
    /** `{{links uses}}`: numbers of arrows, each with its link where it has one: `([7](#show-image-request)), (9)`. */
    links: (links: readonly LinkView[]) => links.map(({ text, address }) => `(${link(text, address)})`).join(", "),
    /** `{{image alt address}}` */
    image: (alt: unknown, address: unknown) => dialect.image(String(alt), String(address)),
    /** `{{noteKind "failure"}}`: the target's name for it. */
    noteKind: (kind: NoteKind) => dialect.notes[kind],
    /** `{{#title level=3 id=(concat step "-" part)}}…{{/title}}`: a heading. */
    title(this: unknown, { hash, fn }: BlockOptions): string {
      const { level, id } = hash;
      return dialect.title(Number(level), fn(this).trim(), id === undefined ? undefined : String(id));
    },
    /** `{{#fence lines indent=4}}json title=""{{/fence}}`: the block is what follows the opening fence. */
    fence(this: unknown, lines: readonly string[], { hash, fn }: BlockOptions): string {
      return dialect.fence(lines, fn(this), Number(hash["indent"] ?? 0));
    },
    /** `{{#region step=step part="request"}}…{{/region}}`: a part of the page that wirewalk owns. */
    region(this: unknown, { hash, fn }: BlockOptions): string {
      const { step, part } = hash;
      const id = { part: String(part), ...onlyKnown({ step: step === undefined ? undefined : String(step) }) };
      return `${writeRegion(id, fn(this), dialect.comment)}\n`;
    },
    ...placing,
  };
}

/** The same in every target. */
const placing = {
  /** `{{concat part ".io"}}` */
  concat: (...parts: readonly unknown[]) => parts.slice(0, -1).join(""),
  /** `{{separated highlights ","}}`: numbers of lines, `2,4`. */
  separated: (numbers: string, separator: string) => numbers.replaceAll(" ", separator),
  /** `{{yaml title}}`: a value of front matter. */
  yaml: (value: unknown) => JSON.stringify(showOnOneLine(String(value))),
  /** `{{#indent "> "}}…{{/indent}}`: lines with that before them, without blank lines around. */
  indent(this: unknown, prefix: string, { fn }: BlockOptions): string {
    const lines = fn(this)
      .replace(/^\n+|\n+$/g, "")
      .split("\n");
    return lines.map((line) => `${(line === "" ? prefix.trimEnd() : prefix) + line}\n`).join("");
  },
  /** `{{#colons lines}}code-group…{{/colons}}`: a container that no line inside it can end. */
  colons(this: unknown, lines: readonly string[], { fn }: BlockOptions): string {
    const run = lines.reduce((longest, line) => Math.max(longest, matchedText(/^\s*(:*)/, line, 1).length), 2);
    const colons = ":".repeat(run + 1);
    return `${colons} ${fn(this).trim()}\n\n${colons}\n`;
  },
  /** `{{#chunks sections}}…{{/chunks}}`: `each`, but one at a time; Handlebars' own `each` first collects all items. */
  chunks(items: Iterable<unknown>, { fn }: BlockOptions): string {
    const joined: string[] = [];
    let waiting: string[] = [];
    let length = 0;
    for (const item of items) {
      const text = fn(item);
      waiting.push(text);
      length += text.length;
      if (length < LARGE) continue;
      joined.push(waiting.join(""));
      waiting = [];
      length = 0;
    }
    return joined.join("") + waiting.join("");
  },
  /** `{{say "omitted" from=from}}`: a text of the locale with its values, which are already escaped. */
  say(name: string, { hash, data }: SayOptions): string {
    const text = fillInMessage(data.messages, name, hash);
    if (text === undefined) throw unknownMessage(name, data);
    return text;
  },
};

/** Characters. A text of this length is never moved by the collector, which otherwise copies all sections of a long page twice. */
const LARGE = 1 << 18;

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

function toCell(dialect: Dialect, text: string): string {
  return dialect.text(text).replaceAll(/(?<!\\)\|/g, String.raw`\|`);
}

/** A bar would end the cell even there. */
const CODE_SPAN = /(?<!`)`(?![`\s])([^`|]*[^`|\s])`(?!`)/;

/** Writes a text with the blanks around it, which escapers drop. */
function keepEnds(text: string, write: (text: string) => string): string {
  const own = text.trim();
  if (own === "") return text === "" ? "" : " ";
  return (text.startsWith(" ") ? " " : "") + write(own) + (text.endsWith(" ") ? " " : "");
}

function unknownMessage(name: string, { messages, locale }: SayOptions["data"]): UserError {
  return new UserError(`The locale "${locale}" has no text "${name}".`, {
    hint: `It has: ${Object.keys(messages).join(", ")}.`,
  });
}
