import { basename } from "node:path";

import { reasonOf, UserError } from "../errors.ts";
import { isObject } from "../json/is-object.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { textBefore } from "../sequence/text-before.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { readyLocales } from "./ready-templates.ts";
import { listOwnLocales, listTemplateFiles, readTemplateFile, readTextFile } from "./templates.ts";

/** Texts of the page by name; Markdown, with places for values in braces: `({from})`. */
export type Messages = Readonly<Record<string, string>>;

/**
 * Reads the texts of a locale: of `locales/<locale>.yaml`, from the user's folder first, or of a file.
 *
 * @param locale `de`, or a file: `texts/fr.yaml`
 * @throws UserError for an unknown locale, and for a file that is not a list of the texts that pages need
 */
export async function readMessages(locale: string, folder: string | undefined): Promise<Messages> {
  const file = isLocaleFile(locale) ? locale : `locales/${locale}.yaml`;
  const [text, english] = await Promise.all([readLocale(locale, folder), readLocale(DEFAULT_LOCALE, undefined)]);
  if (text === undefined || english === undefined) {
    const known = isLocaleFile(locale) ? [] : await listLocales(folder);
    throw new UserError(`Unknown locale "${locale}".${adviseNearest(locale, known)}`, {
      hint: `Use ${listChoices(listOwnLocales())}, or put your own texts into ${file} of a template directory.`,
      option: ["locale"],
    });
  }
  const messages = await parseMessages(file, text);
  const usual = await parseMessages("locales/en.yaml", english);
  checkNames(file, messages, usual);
  // No other part of English: its text would be mixed with texts of the other language.
  const isLacking = (name: string): boolean => OPTIONAL.has(name) && !Object.hasOwn(messages, name);
  return { ...messages, ...Object.fromEntries(Object.entries(usual).filter(([name]) => isLacking(name))) };
}

/** Texts that only pages with a setting of later versions need; a language of the user's own may lack them, and has the English ones. */
const OPTIONAL: ReadonlySet<string> = new Set([
  "omittedHere",
  "fieldName",
  "fieldPlace",
  "fieldExample",
  "fieldDescription",
  "valueFrom",
  "valueUsed",
  "nestedIn",
  "indexTitle",
  "indexCalls",
  "coverage",
  "coverageMissing",
  "bodyPicture",
  "omittedUnlike",
]);

/** Texts of earlier versions, which a language of the user's own may still have. */
const RETIRED: ReadonlySet<string> = new Set(["nestedByTime"]);

/** `"en", "ko", or "de"`. A list format takes as long to make as half a start of Node (docs/notes/startup.md). */
function listChoices(locales: readonly string[]): string {
  return new Intl.ListFormat("en-US", { type: "disjunction" }).format(locales.map((name) => `"${name}"`));
}

/** `fr` for the file `texts/fr.yaml`: the key of the profile's own texts. */
export function nameLocale(locale: string): string {
  return isLocaleFile(locale) ? basename(locale).replace(/\.ya?ml$/, "") : locale;
}

function isLocaleFile(locale: string): boolean {
  return /\.ya?ml$/.test(locale);
}

async function readLocale(locale: string, folder: string | undefined): Promise<string | undefined> {
  if (isLocaleFile(locale)) return readTextFile(locale);
  return /^[\w-]+$/.test(locale) ? readTemplateFile(`locales/${locale}.yaml`, folder) : undefined;
}

async function listLocales(folder: string | undefined): Promise<readonly string[]> {
  const places = folder === undefined ? [undefined] : [undefined, folder];
  const paths = (await Promise.all(places.map((place) => listTemplateFiles(place)))).flat();
  return paths.filter((path) => path.startsWith("locales/")).map(nameLocale);
}

async function parseMessages(file: string, text: string): Promise<Messages> {
  const ready = Object.hasOwn(readyLocales, file) ? (await readyLocales[file]?.())?.ready : undefined;
  if (ready?.text === text) return ready.messages;
  const { parse } = await import("yaml");
  const messages = readYaml(file, () => parse(text) as unknown);
  if (isMessages(messages)) return messages;
  throw new UserError(`The texts in "${file}" are not a list of \`name: text\` lines.`, {
    hint: "Copy templates/locales/en.yaml, and translate its texts.",
  });
}

/** A text that is missing would be noticed only on the page that needs it. */
function checkNames(file: string, messages: Messages, english: Messages): void {
  const isOwed = (name: string): boolean =>
    !name.endsWith("_one") && !OPTIONAL.has(name) && !Object.hasOwn(messages, name);
  const missing = Object.keys(english).filter(isOwed);
  // Not every language has another text for one.
  const unknown = Object.keys(messages).filter(
    (name) => !Object.hasOwn(english, name.replace(/_one$/, "")) && !RETIRED.has(name),
  );
  if (missing.length === 0 && unknown.length === 0) return;
  const problems = [
    ...(missing.length > 0 ? [`lack ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`have ${unknown.join(", ")}, which no page needs`] : []),
  ];
  throw new UserError(`The texts in "${file}" ${problems.join(", and ")}.`, {
    hint: "Run `wirewalk templates eject locales/en.yaml -o DIR` to copy a file with all names.",
  });
}

function readYaml(file: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (cause) {
    const reason = textBefore(reasonOf(cause), "\n");
    throw new UserError(`The texts in "${file}" are not valid YAML: ${reason}`, { cause });
  }
}

function isMessages(value: unknown): value is Messages {
  if (!isObject(value)) return false;
  return Object.values(value).every((text) => typeof text === "string");
}
