/** Modules that become one file of the bundle. */
interface Group {
  readonly name: string;
  readonly test: RegExp;
  readonly minShareCount: number;
  readonly includeDependenciesRecursively: boolean;
}

/** What opens a trace for a command. */
const OPENING = [
  "cli/open-walkthrough",
  "cli/options/(?:openapi-source|options|read-count|part-options|select-options)",
  "import/open-trace",
  "page/(?:join-alike|public-servers)",
  "project/(?:find-profile|load-flow|read-descriptions|near)",
];

/** What tells people of it. */
const TOLD = ["cli/output/(?:counts|describe-left-out|describe-masked|take-beginning|tell-)"];

/**
 * What the same commands load is one file: finding and opening a file takes longer than reading what is in it. What is loaded for the
 * help alone has to stay out, and what a command loads late; test/cli/start-up.test.ts watches over it (docs/notes/startup.md).
 */
export const groups: readonly Group[] = [
  group(
    "start",
    [
      "errors",
      "own-files",
      "page/default-locale",
      "cli/(?:command\\.ts|io|options/(?:program-commands|split-at-dashes|modes/mode-table)|output/printable|version)",
      "sequence/(?:known-at|nearest-name|text-before)",
      "trace/files/is-file",
    ],
    1,
  ),
  // A few of these need zod, which others can do without.
  group("core", ["trace/", "json/(?!annotate)", "analyze/", "sequence/", "shapes/"], 10),
  group("secrets", ["redact/(?:formats|places|vault)/", "redact/(?:names|placeholder)", "redact/scan/"], 6),
  group("opened", [...OPENING, ...TOLD, "diagram/(?:display-text|items|label|ladder-|part-of|terminal/)"], 3),
  group("project", ["project/(?:open-project|redaction-policy|config/find-settings)", "cli/options/redaction-"], 2),
  // Whoever opens a trace of a project asks for its settings, and of pages for no more than what they can be made for.
  group(
    "settings",
    [
      "project/config/(?:find-clash|parse|schema)",
      "export/samples/languages",
      "page/(?:dialects/|escape|page-parts|templates|visible-text)",
      "yaml/",
    ],
    2,
  ),
  group(
    "pages",
    ["page/", "regions/", "project/(?:check/check-(?:p|w)|config/(?!find-settings)|pages/)", "walkthrough"],
    2,
  ),
];

/** Those of some places in src/ that so many of the programs, and of what is loaded late, need. */
function group(name: string, places: readonly string[], minShareCount: number): Group {
  const anywhere = `[\\\\/]src[\\\\/](?:${places.join("|").replaceAll("/", "[\\\\/]")})`;
  return { name, test: new RegExp(anywhere), minShareCount, includeDependenciesRecursively: false };
}
