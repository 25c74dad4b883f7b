import { dirname, resolve } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { DEFAULT_LOCALE } from "../../page/default-locale.ts";
import type { ClientCertificateFiles } from "../../record/certificates/client-certificate.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import { type YamlSource, parseYaml, toYamlError } from "../../yaml/open-yaml.ts";
import { findClash, findTakenIndex } from "./find-clash.ts";
import { findTagged } from "./find-tagged.ts";
import { isPlainConfig } from "./plain-config.ts";
import type {
  ConfigFile,
  IndexSettings,
  OpenApiSource,
  RecordingSettings,
  RedactSettings,
  WalkthroughFile,
} from "./types.ts";

/** The content of a project's `wirewalk.config.yaml`. */
export interface Config {
  readonly file: string;
  /** In the order of the file. */
  readonly walkthroughs: readonly WalkthroughConfig[];
  readonly indexes: readonly IndexConfig[];
  /** Settings of all walkthroughs, which also apply to traces that belong to none of them. */
  readonly shared: SharedConfig;
}

/** A page of all walkthroughs; paths are absolute. */
export interface IndexConfig extends Omit<IndexSettings, "locale"> {
  readonly locale: string;
  readonly template?: string;
  readonly templates?: string;
  /** Its page as it is written, after which the block in the navigation is named. */
  readonly name: string;
}

/** Settings that apply wherever a trace is read or written. */
export type SharedConfig = Pick<
  WalkthroughConfig,
  | "dataFlow"
  | "recorders"
  | "drop"
  | "fixed"
  | "fold"
  | "headers"
  | "labels"
  | "only"
  | "openapi"
  | "participants"
  | "proto"
  | "paths"
  | "redact"
  | "replay"
  | "servers"
  | "volatile"
>;

/** One walkthrough, including the common settings; paths are absolute. */
export type WalkthroughConfig = Omit<
  WalkthroughFile,
  "beginsLike" | "locale" | "omit" | "openapi" | "page" | "proto" | "redact" | "templates" | "title" | "trace"
> & {
  readonly name: string;
  readonly trace: string;
  readonly page: string;
  readonly title: string;
  readonly locale: string;
  readonly templates?: string;
  /** OpenAPI documents: its own, then the common ones. */
  readonly openapi?: readonly OpenApiSource[];
  /** .proto files: its own, then the common ones. */
  readonly proto?: readonly string[];
  /** Each with the trace of the walkthrough whose page shows it, if that walkthrough is in the project. */
  readonly omit?: readonly (NonNullable<WalkthroughFile["omit"]>[number] & { readonly shownBy?: string })[];
  /** The walkthrough whose page shows the common beginning. */
  readonly beginsLike?: Pick<WalkthroughConfig, "name" | "page" | "title" | "trace">;
  /** Settings for secrets: the common ones, then its own. */
  readonly redact: readonly RedactSettings[];
};

/**
 * Reads the text of a configuration.
 *
 * @param file its absolute path, from whose folder the paths in it start
 * @throws UserError that names the line, the key, and what was expected there
 */
export async function parseConfig(text: string, file: string): Promise<Config> {
  const hint = "Run `wirewalk help KEY` for the values of a key.";
  const source = { text, file, hint };
  const value = parseYaml(source);
  const tagged = findTagged(value);
  if (tagged !== undefined) {
    throw toYamlError(source, tagged.path, `is a ${tagged.kind}, which no key can be; remove the tag`);
  }
  const parsed = isPlainConfig(value) ? value : await checkConfig(source, value);
  for (const [name, { beginsLike }] of Object.entries(parsed.walkthroughs)) {
    if (beginsLike === undefined || (beginsLike !== name && Object.hasOwn(parsed.walkthroughs, beginsLike))) continue;
    const others = Object.keys(parsed.walkthroughs).filter((other) => other !== name);
    const reason = `"${beginsLike}" is not another walkthrough.${adviseNearest(beginsLike, others)}`;
    throw toYamlError(source, ["walkthroughs", name, "beginsLike"], reason);
  }
  const config = toConfig(parsed, file);
  const clash = findClash(config.walkthroughs);
  if (clash !== undefined) throw toYamlError(source, ["walkthroughs", clash.name, clash.key], clash.reason);
  const taken = findTakenIndex(config);
  if (taken !== undefined) throw toYamlError(source, ["index"], taken);
  return config;
}

/** Most files are valid, and loading the schema takes longer than the rest. */
async function checkConfig(source: YamlSource, value: unknown): Promise<ConfigFile> {
  const [{ checkYaml }, { configSchema }] = await Promise.all([
    import("../../yaml/read-yaml.ts"),
    import("./schema.ts"),
  ]);
  return checkYaml(source, value, configSchema);
}

function toConfig(parsed: ConfigFile, file: string): Config {
  const root = dirname(file);
  return {
    file,
    walkthroughs: Object.keys(parsed.walkthroughs).map((name) => toWalkthrough(name, parsed, root)),
    indexes: toIndexes(parsed, root),
    shared: joinSettings({}, parsed, root),
  };
}

function toIndexes({ index = [], ...shared }: ConfigFile, root: string): readonly IndexConfig[] {
  const locateMaybe = (path: string | undefined): string | undefined => path && resolve(root, path);
  const toIndex = ({ page, title, locale, target, ...places }: IndexSettings): IndexConfig => ({
    name: page,
    page: resolve(root, page),
    locale: resolveLocale(locale ?? shared.locale ?? DEFAULT_LOCALE, root),
    ...onlyKnown({
      title,
      target: target ?? shared.target,
      nav: locateMaybe(places.nav),
      root: locateMaybe(places.root),
      template: shared.template,
      templates: locateMaybe(shared.templates),
    }),
  });
  return "page" in index ? [toIndex(index)] : index.map(toIndex);
}

/**
 * A walkthrough from its own settings and the common ones: its own come first, or replace the common one if there can
 * be only one.
 */
function toWalkthrough(
  name: string,
  { walkthroughs, index: _index, ...shared }: ConfigFile,
  root: string,
): WalkthroughConfig {
  const own = walkthroughs[name] ?? {};
  const { flow, beginsLike, inputs, cloud, command, omit, sections, highlights } = own;
  const templates = own.templates ?? shared.templates;
  return {
    ...locate(name, own, root),
    ...joinSettings(own, shared, root),
    ...(command === undefined ? {} : joinRecording(own, shared, root)),
    ...(flow === undefined ? {} : joinForAll(own, shared)),
    locale: resolveLocale(own.locale ?? shared.locale ?? DEFAULT_LOCALE, root),
    ...onlyKnown({
      inputs,
      cloud,
      command,
      omit: omit && findShowing(omit, locate(name, own, root).page, { walkthroughs, root }),
      sections,
      highlights,
      flow: flow !== undefined && isFile(flow) ? resolve(root, flow) : flow,
      beginsLike: beginsLike === undefined ? undefined : locate(beginsLike, walkthroughs[beginsLike], root),
      clientCertificates: joinLists(
        locateCertificates(own.clientCertificates, root),
        locateCertificates(shared.clientCertificates, root),
      ),
      target: own.target ?? shared.target,
      mermaid: own.mermaid ?? shared.mermaid,
      diagram: own.diagram ?? shared.diagram,
      images: own.images ?? shared.images,
      code: own.code ?? shared.code,
      fields: own.fields ?? shared.fields,
      allowFields: joinLists(own.allowFields, shared.allowFields),
      without: own.without ?? shared.without,
      template: own.template ?? shared.template,
      templates: templates === undefined ? undefined : resolve(root, templates),
    }),
  };
}

/** Links are relative to the page that they are on. */
function findShowing(
  omit: NonNullable<WalkthroughFile["omit"]>,
  page: string,
  { walkthroughs, root }: Pick<ConfigFile, "walkthroughs"> & { readonly root: string },
): WalkthroughConfig["omit"] {
  const traces = new Map(
    Object.entries(walkthroughs).map(([name, one]) => {
      const { page: file, trace } = locate(name, one, root);
      return [file, trace] as const;
    }),
  );
  return omit.map((range) => {
    const shownBy = range.page === undefined ? undefined : traces.get(resolve(dirname(page), range.page));
    return Object.assign({}, range, onlyKnown({ shownBy }));
  });
}

type Settings = Omit<ConfigFile, "walkthroughs" | "$schema" | "index">;

function joinSettings(own: Settings, shared: Settings, root: string): SharedConfig {
  return {
    redact: [shared.redact, own.redact].flatMap((one) => (one === undefined ? [] : [locateSecrets(one, root)])),
    ...onlyKnown({
      only: own.only ?? shared.only,
      // An empty list means that nothing is removed.
      drop: own.drop === undefined ? shared.drop : [...(shared.drop ?? []), ...own.drop],
      headers: joinHeaders(own.headers, shared.headers),
      servers: joinMaps(shared.servers, own.servers),
      fold: joinLists(own.fold, shared.fold),
      participants: joinMaps(shared.participants, own.participants),
      labels: joinMaps(shared.labels, own.labels),
      dataFlow: own.dataFlow ?? shared.dataFlow,
      recorders: own.recorders ?? shared.recorders,
      paths: joinLists(own.paths, shared.paths),
      openapi: joinLists(listDocuments(own.openapi, root), listDocuments(shared.openapi, root)),
      proto: joinLists(listFiles(own.proto, root), listFiles(shared.proto, root)),
      replay: joinReplay(own.replay, shared.replay),
      volatile: joinLists(shared.volatile, own.volatile),
      fixed: joinLists(shared.fixed, own.fixed),
    }),
  };
}

function joinHeaders(own: Settings["headers"], shared: Settings["headers"]): Settings["headers"] {
  if (own === undefined || shared === undefined) return own ?? shared;
  return onlyKnown({ show: joinLists(own.show, shared.show), hide: joinLists(own.hide, shared.hide) });
}

function joinReplay(own: Settings["replay"], shared: Settings["replay"]): Settings["replay"] {
  if (own === undefined || shared === undefined) return own ?? shared;
  return { ...shared, ...own, ...onlyKnown({ ignore: joinLists(shared.ignore, own.ignore) }) };
}

/** The directory is always known, because a recording may be started anywhere below the project. */
function joinRecording(own: Settings, shared: Settings, root: string): RecordingSettings {
  const cacert = own.cacert ?? shared.cacert;
  return {
    cwd: resolve(root, own.cwd ?? shared.cwd ?? "."),
    ...onlyKnown({
      as: own.as ?? shared.as,
      output: own.output ?? shared.output,
      listen: own.listen ?? shared.listen,
      passthrough: joinLists(own.passthrough, shared.passthrough),
      insecure: joinLists(own.insecure, shared.insecure),
      cacert: cacert === undefined ? undefined : resolve(root, cacert),
      onFailure: own.onFailure ?? shared.onFailure,
      transparent: own.transparent ?? shared.transparent,
    }),
    ...joinForAll(own, shared),
  };
}

/** Settings that apply to flows too. */
function joinForAll(own: Settings, shared: Settings): RecordingSettings {
  return onlyKnown({ env: joinMaps(shared.env, own.env), bodyLimit: own.bodyLimit ?? shared.bodyLimit });
}

/** The position and the name of a walkthrough. */
function locate(name: string, { title = name, trace, page }: Partial<WalkthroughFile> = {}, root: string) {
  return {
    name,
    title,
    trace: resolve(root, trace ?? `traces/${name}.har`),
    page: resolve(root, page ?? `docs/${name}.md`),
  };
}

function locateSecrets(settings: RedactSettings, root: string): RedactSettings {
  const { secretFile } = settings;
  return secretFile === undefined ? settings : { ...settings, secretFile: resolve(root, secretFile) };
}

function locateCertificates(
  certificates: ConfigFile["clientCertificates"] = [],
  root: string,
): readonly ClientCertificateFiles[] {
  const locateFile = (file: string | undefined): string | undefined => file && resolve(root, file);
  return certificates.map(({ cert, key, passphraseFile, ...rest }) => {
    const files = { key: locateFile(key), passphraseFile: locateFile(passphraseFile) };
    return { ...rest, cert: resolve(root, cert), ...onlyKnown(files) };
  });
}

/** undefined if there is nothing in either. */
function joinLists<Item>(first: readonly Item[] = [], second: readonly Item[] = []): Item[] | undefined {
  return first.length + second.length === 0 ? undefined : [...first, ...second];
}

type Names = Readonly<Record<string, string>>;

/** undefined if neither is there. */
function joinMaps(weak: Names | undefined, strong: Names | undefined): Names | undefined {
  return weak === undefined && strong === undefined ? undefined : { ...weak, ...strong };
}

function listDocuments(openapi: ConfigFile["openapi"] = [], root: string): readonly OpenApiSource[] {
  const documents = isOneDocument(openapi) ? [openapi] : openapi;
  const toSource = (one: string | OpenApiSource): OpenApiSource => {
    return typeof one === "string" ? { file: resolve(root, one) } : { ...one, file: resolve(root, one.file) };
  };
  return documents.map(toSource);
}

function listFiles(files: ConfigFile["proto"], root: string): readonly string[] | undefined {
  return files === undefined ? undefined : [files].flat().map((file) => resolve(root, file));
}

function isOneDocument(openapi: NonNullable<ConfigFile["openapi"]>): openapi is OpenApiSource | string {
  return typeof openapi === "string" || "file" in openapi;
}

/** A language of one's own may be a file. */
function resolveLocale(locale: string, root: string): string {
  return /\.ya?ml$/.test(locale) ? resolve(root, locale) : locale;
}

/** A user's flow is named by its file, a built-in flow by a name that is not a path. */
function isFile(flow: string): boolean {
  return /[\\/]|\.[cm]?[jt]s$/.test(flow);
}
