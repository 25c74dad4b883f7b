import { Document, isMap, isSeq, parseDocument, stringify, type YAMLMap } from "yaml";

import { UserError } from "../../errors.ts";
import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { DEFAULT_LOCALE } from "../../page/default-locale.ts";
import { scriptOf } from "./script-of.ts";
import { withoutSecrets } from "./without-secrets.ts";

export interface FirstWalkthrough {
  readonly name: string;
  readonly flow?: string;
  readonly command?: readonly string[];
  /** A recording that is there. @default traces/NAME.har */
  readonly trace?: string;
  readonly locale?: string;
}

/** The text of a first configuration, with one walkthrough. */
export function formatFirstConfig({ locale = DEFAULT_LOCALE, ...walkthrough }: FirstWalkthrough): string {
  const head = "# yaml-language-server: $schema=./node_modules/wirewalk/schemas/config.schema.json\n";
  return head + stringify({ locale, walkthroughs: { [walkthrough.name]: toSettings(walkthrough) } });
}

/** The text of a configuration with one more walkthrough, at the end; every other byte stays. Throws a `UserError` if it has the name. */
export function addWalkthrough(text: string, { locale, ...walkthrough }: FirstWalkthrough): string {
  const document = parseDocument(text);
  const { name } = walkthrough;
  const settings = { ...toSettings(walkthrough), ...onlyKnown({ locale }) };
  const list: unknown = document.get("walkthroughs", true);
  if (isMap(list) && list.has(name)) {
    throw new UserError(`Walkthrough "${name}" already exists.`, {
      hint: "Choose another name, or edit the existing walkthrough.",
    });
  }
  if (isMap(list) && list.items.length > 0 && list.flow !== true) return insertBehind(text, list, { [name]: settings });
  if (isMap(list) && list.items.length > 0) {
    document.setIn(["walkthroughs", name], settings);
    return document.toString({ lineWidth: 0 });
  }
  document.set("walkthroughs", new Document({ [name]: settings }).contents);
  return document.toString({ lineWidth: 0 });
}

/**
 * The text of a project file with more settings of a walkthrough; comments stay, and, if possible, every other byte.
 */
export function addSettings(text: string, name: string, settings: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  const walkthrough: unknown = document.getIn(["walkthroughs", name], true);
  const entries = Object.entries(settings);
  const isPlain = isMap(walkthrough) && walkthrough.flow !== true && walkthrough.items.length > 0;
  if (isPlain && entries.every(([key]) => !walkthrough.has(key))) return insertBehind(text, walkthrough, settings);
  for (const [key, value] of entries) {
    const path = ["walkthroughs", name, key];
    const own: unknown = document.getIn(path, true);
    if (isSeq(own) && Array.isArray(value)) for (const item of value) own.add(document.createNode(item));
    else document.setIn(path, document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}

function insertBehind(text: string, list: YAMLMap, entry: object): string {
  const first = list.range?.[0] ?? 0;
  const indent = first - (text.lastIndexOf("\n", first - 1) + 1);
  const ends = text.includes("\r\n") ? "\r\n" : "\n";
  const block = stringify(entry)
    .replaceAll(/^(?=.)/gm, " ".repeat(indent))
    .replaceAll("\n", ends);
  // After the last value, before comments that belong to nothing in the list.
  const values = text.slice(0, list.range?.[1] ?? text.length).trimEnd();
  const lineEnd = text.indexOf("\n", values.length);
  const [above, below] = lineEnd < 0 ? [text + ends, ""] : [text.slice(0, lineEnd + 1), text.slice(lineEnd + 1)];
  return above + block + below;
}

function toSettings({ name, flow, command, trace = `traces/${name}.har` }: FirstWalkthrough): object {
  return {
    ...onlyIf(flow !== undefined, { flow, inputs: {} }),
    ...onlyKnown({ command }),
    trace,
    page: `docs/${name}.md`,
    title: toTitle(name, command),
  };
}

/** A command that readers could type names itself, unless it contains a secret; the file of a script names nothing. */
function toTitle(name: string, command: readonly string[] = []): string {
  const line = command.join(" ");
  const isShort = line !== "" && line.length <= LONGEST_TITLE;
  if (isShort && scriptOf(command) === undefined && withoutSecrets(command) === command) return line;
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const LONGEST_TITLE = 60;
