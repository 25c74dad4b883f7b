import { UserError } from "../errors.ts";
import { readTemplateFile } from "./templates.ts";

/** Texts of the page by name; Markdown, with places for values in braces: `({from})`. */
export type Messages = Readonly<Record<string, string>>;

/**
 * Reads `locales/<locale>.yaml`, from the user's folder first.
 *
 * @throws UserError for a locale that nobody brings, and for a file that is no list of texts
 */
export async function readMessages(locale: string, folder: string | undefined): Promise<Messages> {
  const file = `locales/${locale}.yaml`;
  const text = /^[\w-]+$/.test(locale) ? await readTemplateFile(file, folder) : undefined;
  if (text === undefined) {
    throw new UserError(`There are no texts for the locale "${locale}".`, {
      hint: `Use "en" or "ko", or put your own in ${file} of a templates folder.`,
    });
  }
  const { parse } = await import("yaml");
  const messages = readYaml(file, () => parse(text) as unknown);
  if (!isMessages(messages)) {
    throw new UserError(`The texts in "${file}" are not a list of \`name: text\` lines.`, {
      hint: "Copy templates/locales/en.yaml and translate its texts.",
    });
  }
  return messages;
}

function readYaml(file: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new UserError(`The texts in "${file}" are not valid YAML: ${reason}`, { cause });
  }
}

function isMessages(value: unknown): value is Messages {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === "string");
}
