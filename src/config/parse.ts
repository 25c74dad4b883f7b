import { dirname, resolve } from "node:path";

import { LineCounter, type Document, isNode, isPair, isMap, parseDocument } from "yaml";
import type * as z from "zod";

import { UserError } from "../errors.ts";
import { findClash } from "./find-clash.ts";
import { type ConfigFile, type RedactSettings, configSchema } from "./schema.ts";

/** What a project names in its `wirewalk.config.yaml`. */
export interface Config {
  readonly file: string;
  /** In the order of the file. */
  readonly walkthroughs: readonly WalkthroughConfig[];
  /** What all of them say of secrets. */
  readonly redact?: RedactSettings;
}

export type { RedactSettings };

/** One walkthrough, with what it shares with the others; paths are absolute. */
export type WalkthroughConfig = Omit<Walkthrough, "locale" | "page" | "redact" | "templates" | "title" | "trace"> & {
  readonly name: string;
  readonly trace: string;
  readonly page: string;
  readonly title: string;
  readonly locale: string;
  readonly templates?: string;
  /** What is said of secrets, for all and then for this one. */
  readonly redact: readonly RedactSettings[];
};

type Walkthrough = ConfigFile["walkthroughs"][string];

/**
 * Reads the text of a configuration.
 *
 * @param file its absolute path, from whose folder the paths in it start
 * @throws UserError that names the line, the key, and what was expected there
 */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [reason = ""] = broken.message.split(" at line ");
    throw problem(file, lines.linePos(broken.pos[0]).line, "", reason);
  }
  const parsed = configSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) throw toProblem(parsed.error, { document, lines, file });
  const config = toConfig(parsed.data, file);
  const clash = findClash(config.walkthroughs);
  if (clash === undefined) return config;
  const path = ["walkthroughs", clash.name, clash.key];
  throw problem(file, lines.linePos(findOffset(document, path)).line, path.join("."), clash.reason);
}

function toConfig(
  { walkthroughs, locale = "en", target, template, templates, redact, mermaid, diagram, ...shared }: ConfigFile,
  file: string,
): Config {
  const root = dirname(file);
  const resolveFile = (settings: RedactSettings): RedactSettings =>
    settings.secretFile === undefined ? settings : { ...settings, secretFile: resolve(root, settings.secretFile) };
  const toWalkthrough = ([name, own]: [string, Walkthrough]): WalkthroughConfig => {
    const { flow, redact: ownRedact, ...rest } = own;
    const folder = own.templates ?? templates;
    const set = own.template ?? template;
    const ownTarget = own.target ?? target;
    const volatile = [...(shared.volatile ?? []), ...(own.volatile ?? [])];
    const fixed = [...(shared.fixed ?? []), ...(own.fixed ?? [])];
    return {
      ...rest,
      name,
      title: own.title ?? name,
      locale: resolveLocale(own.locale ?? locale, root),
      trace: resolve(root, own.trace ?? `traces/${name}.har`),
      page: resolve(root, own.page ?? `docs/${name}.md`),
      redact: [redact, ownRedact].flatMap((settings) => (settings === undefined ? [] : [resolveFile(settings)])),
      ...((shared.participants ?? own.participants) && {
        participants: { ...shared.participants, ...own.participants },
      }),
      ...(volatile.length > 0 && { volatile }),
      ...(fixed.length > 0 && { fixed }),
      ...(ownTarget !== undefined && { target: ownTarget }),
      ...((own.mermaid ?? mermaid) !== undefined && { mermaid: 8 as const }),
      ...((own.diagram ?? diagram) !== undefined && { diagram: own.diagram ?? diagram }),
      ...(set !== undefined && { template: set }),
      ...(folder !== undefined && { templates: resolve(root, folder) }),
      ...(flow !== undefined && { flow: isFile(flow) ? resolve(root, flow) : flow }),
    };
  };
  return {
    file,
    walkthroughs: Object.entries(walkthroughs).map(toWalkthrough),
    ...(redact !== undefined && { redact: resolveFile(redact) }),
  };
}

/** A language of one's own may be a file. */
function resolveLocale(locale: string, root: string): string {
  return /\.ya?ml$/.test(locale) ? resolve(root, locale) : locale;
}

/** A flow of one's own is named by its file, a built-in one by a name that is no path. */
function isFile(flow: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(flow);
}

interface Source {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
}

/** The first problem; the next shows when it is mended. */
function toProblem({ issues }: z.ZodError, { document, lines, file }: Source): UserError {
  const [issue] = issues;
  if (issue === undefined) return problem(file, 1, "", "is not a configuration");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const offset = findOffset(document, path);
  return problem(file, lines.linePos(offset).line, path.join("."), explain(issue));
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "there is no such key";
  if (issue.code === "too_small") return TOO_SMALL[issue.origin] ?? `expected at least ${issue.minimum}`;
  if (issue.code === "invalid_type") return `expected ${NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_key") return "a name is lower-case letters and digits, with hyphens between";
  return issue.message;
}

const TOO_SMALL: Readonly<Record<string, string>> = {
  string: "expected text that is not empty",
  array: "expected a list that is not empty",
};

const NAMES: Readonly<Record<string, string>> = {
  string: "text",
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  int: "a whole number",
};

/** Where the key stands in the text; where it is missing, what should hold it. */
function findOffset(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const holder = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const key = path[length - 1];
    if (isMap(holder)) {
      const pair = holder.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === String(key));
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

function problem(file: string, line: number, key: string, reason: string): UserError {
  const place = `${file}, line ${line}`;
  return new UserError(`${place}: ${key === "" ? "" : `${key}: `}${reason}.`, {
    hint: "docs/guide/project-file.md and schemas/config.schema.json say what a configuration holds.",
  });
}
