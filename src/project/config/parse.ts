import { dirname, resolve } from "node:path";

import { adviseNearest } from "../../nearest-name.ts";
import { readYaml, toYamlError } from "../../yaml/read-yaml.ts";
import { findClash } from "./find-clash.ts";
import { type ConfigFile, type OpenApiSource, type RedactSettings, configSchema } from "./schema.ts";

/** What a project names in its `wirewalk.config.yaml`. */
export interface Config {
  readonly file: string;
  /** In the order of the file. */
  readonly walkthroughs: readonly WalkthroughConfig[];
  /** What all of them say of secrets. */
  readonly redact?: RedactSettings;
  /** What all of them say of examples. */
  readonly volatile?: readonly string[];
  readonly fixed?: readonly string[];
}

export type { OpenApiSource, RedactSettings };

/** One walkthrough, with what it shares with the others; paths are absolute. */
export type WalkthroughConfig = Omit<
  Walkthrough,
  "beginsLike" | "locale" | "openapi" | "page" | "redact" | "templates" | "title" | "trace"
> & {
  readonly name: string;
  readonly trace: string;
  readonly page: string;
  readonly title: string;
  readonly locale: string;
  readonly templates?: string;
  /** OpenAPI documents: its own, then those of all. */
  readonly openapi?: readonly OpenApiSource[];
  /** Whose page shows what both begin with. */
  readonly beginsLike?: Pick<WalkthroughConfig, "name" | "page" | "title" | "trace">;
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
  const hint = "docs/guide/project-file.md and schemas/config.schema.json say what a configuration holds.";
  const source = { text, file, hint };
  const parsed = readYaml(source, configSchema);
  for (const [name, { beginsLike }] of Object.entries(parsed.walkthroughs)) {
    if (beginsLike === undefined || (beginsLike !== name && Object.hasOwn(parsed.walkthroughs, beginsLike))) continue;
    const others = Object.keys(parsed.walkthroughs).filter((other) => other !== name);
    const reason = `"${beginsLike}" is no other walkthrough${adviseNearest(beginsLike, others)}`;
    throw toYamlError(source, ["walkthroughs", name, "beginsLike"], reason);
  }
  const config = toConfig(parsed, file);
  const clash = findClash(config.walkthroughs);
  if (clash === undefined) return config;
  throw toYamlError(source, ["walkthroughs", clash.name, clash.key], clash.reason);
}

function toConfig(
  {
    walkthroughs,
    locale = "en",
    target,
    template,
    templates,
    redact,
    mermaid,
    diagram,
    openapi,
    ...shared
  }: ConfigFile,
  file: string,
): Config {
  const root = dirname(file);
  const resolveFile = (settings: RedactSettings): RedactSettings =>
    settings.secretFile === undefined ? settings : { ...settings, secretFile: resolve(root, settings.secretFile) };
  const locate = (name: string, { title = name, trace, page }: Partial<Walkthrough> = {}) => ({
    name,
    title,
    trace: resolve(root, trace ?? `traces/${name}.har`),
    page: resolve(root, page ?? `docs/${name}.md`),
  });
  const toWalkthrough = ([name, own]: [string, Walkthrough]): WalkthroughConfig => {
    const { flow, redact: ownRedact, openapi: ownOpenapi, beginsLike, ...rest } = own;
    const folder = own.templates ?? templates;
    const set = own.template ?? template;
    const ownTarget = own.target ?? target;
    const volatile = [...(shared.volatile ?? []), ...(own.volatile ?? [])];
    const fixed = [...(shared.fixed ?? []), ...(own.fixed ?? [])];
    const paths = [...(own.paths ?? []), ...(shared.paths ?? [])];
    const documents = [...listDocuments(ownOpenapi, root), ...listDocuments(openapi, root)];
    return {
      ...rest,
      ...locate(name, own),
      locale: resolveLocale(own.locale ?? locale, root),
      redact: [redact, ownRedact].flatMap((settings) => (settings === undefined ? [] : [resolveFile(settings)])),
      ...((shared.participants ?? own.participants) && {
        participants: { ...shared.participants, ...own.participants },
      }),
      ...((shared.labels ?? own.labels) && { labels: { ...shared.labels, ...own.labels } }),
      ...((own.dataFlow ?? shared.dataFlow) !== undefined && { dataFlow: own.dataFlow ?? shared.dataFlow ?? false }),
      ...(beginsLike !== undefined && { beginsLike: locate(beginsLike, walkthroughs[beginsLike]) }),
      ...(paths.length > 0 && { paths }),
      ...(documents.length > 0 && { openapi: documents }),
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
    ...(shared.volatile !== undefined && { volatile: shared.volatile }),
    ...(shared.fixed !== undefined && { fixed: shared.fixed }),
  };
}

function listDocuments(openapi: ConfigFile["openapi"], root: string): readonly OpenApiSource[] {
  const documents = typeof openapi === "string" ? [openapi] : (openapi ?? []);
  const toSource = (one: string | OpenApiSource): OpenApiSource => {
    return typeof one === "string" ? { file: resolve(root, one) } : { ...one, file: resolve(root, one.file) };
  };
  return documents.map(toSource);
}

/** A language of one's own may be a file. */
function resolveLocale(locale: string, root: string): string {
  return /\.ya?ml$/.test(locale) ? resolve(root, locale) : locale;
}

/** A flow of one's own is named by its file, a built-in one by a name that is no path. */
function isFile(flow: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(flow);
}
