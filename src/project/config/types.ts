import type { SampleLanguage } from "../../export/samples/languages.ts";
import type { PageSection } from "../../page/page-parts.ts";
import type { ClientCertificateFiles } from "../../record/certificates/client-certificate.ts";
import type { ExchangeRule } from "../../trace/choose/choice.ts";

/** `wirewalk.config.yaml` as it is written; schema.ts checks it and describes each key. */
export interface ConfigFile extends SharedSettings {
  readonly $schema?: string;
  readonly index?: IndexSettings | readonly IndexSettings[];
  readonly walkthroughs: Readonly<Record<string, WalkthroughFile>>;
}

/** A walkthrough as it is written, before the common settings are added. */
export interface WalkthroughFile extends SharedSettings {
  readonly flow?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly cloud?: string;
  readonly command?: readonly string[];
  readonly trace?: string;
  readonly page?: string;
  readonly title?: string;
  readonly omit?: readonly Omitted[];
  readonly sections?: readonly SectionStart[];
  readonly beginsLike?: string;
  readonly highlights?: Readonly<Record<string, Highlights>>;
}

/** How a command is recorded; `env` and `bodyLimit` also apply to flows. */
export interface RecordingSettings {
  readonly as?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly output?: boolean;
  readonly listen?: number;
  readonly passthrough?: readonly string[];
  readonly insecure?: readonly string[];
  readonly cacert?: string;
  readonly onFailure?: "reset" | "502";
  readonly transparent?: boolean;
  readonly bodyLimit?: number;
}

interface SharedSettings extends RecordingSettings {
  readonly only?: readonly ExchangeRule[];
  readonly drop?: readonly ExchangeRule[];
  readonly headers?: HeaderNames;
  readonly servers?: Readonly<Record<string, string>>;
  readonly fold?: readonly string[];
  readonly locale?: string;
  readonly target?: string;
  readonly template?: string;
  readonly templates?: string;
  readonly mermaid?: 8;
  readonly diagram?: "mermaid" | "svg" | "both";
  readonly images?: "link" | "none" | "picture";
  readonly code?: readonly SampleLanguage[];
  readonly fields?: boolean;
  readonly allowFields?: readonly string[];
  readonly without?: readonly PageSection[];
  readonly participants?: Readonly<Record<string, string>>;
  readonly paths?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly openapi?: string | OpenApiSource | readonly (string | OpenApiSource)[];
  readonly proto?: string | readonly string[];
  readonly dataFlow?: boolean;
  readonly recorders?: boolean;
  readonly volatile?: readonly string[];
  readonly fixed?: readonly string[];
  readonly redact?: RedactSettings;
  readonly replay?: ReplaySettings;
  readonly clientCertificates?: readonly ClientCertificateFiles[];
}

/** A page that lists all walkthroughs in its language, for its target. */
export interface IndexSettings {
  readonly page: string;
  readonly title?: string;
  readonly locale?: string;
  readonly target?: string;
  /** File of the site's navigation, with a block for it. */
  readonly nav?: string;
  /** Directory to which its paths are relative. */
  readonly root?: string;
}

/** Arrows that another page shows, by number, or by the ID of a step or operation. */
interface Omitted {
  readonly from: number | string;
  readonly to: number | string;
  readonly page?: string;
  readonly title?: string;
}

/** The beginning of a part of a long walkthrough, and its title. */
interface SectionStart {
  readonly from: number | string;
  readonly title: string;
}

/** Headers that pages show or not, in any case, `*` for anything. */
interface HeaderNames {
  readonly show?: readonly string[];
  readonly hide?: readonly string[];
}

/** Lines of a step to highlight, by header name or JSON pointer. */
interface Highlights {
  readonly request?: readonly string[];
  readonly response?: readonly string[];
}

/** An OpenAPI document and its settings. */
export interface OpenApiSource {
  readonly file: string;
  readonly server?: string;
  readonly title?: string;
  /** URL of an operation's reference: `https://docs.example/#/{tag}/{operationId}`. */
  readonly link?: string;
}

/** How traces are replayed; options of `replay` with the same names take precedence. */
export interface ReplaySettings {
  readonly match?: readonly string[];
  readonly ignore?: readonly string[];
  readonly freezeTime?: boolean;
  readonly missingBodies?: "502" | "empty";
  readonly strict?: boolean;
}

/** A project's settings for secrets. */
export interface RedactSettings {
  readonly secretEnv?: readonly string[];
  readonly secretFile?: string;
  readonly rules?: readonly SecretPlace[];
  readonly level?: "standard" | "strict";
  readonly showHeaders?: readonly string[];
  readonly map?: readonly ("hosts" | "ids" | "emails" | "ips")[];
}

type SecretPlace = { readonly header: string } | { readonly pointer: string } | { readonly pattern: string };
