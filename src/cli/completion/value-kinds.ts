import { TARGET_NAMES } from "../../page/dialects/targets.ts";
import { listOwnLocales } from "../../page/templates.ts";

/** Completions that a shell can offer for a value. `trace`: a walkthrough of the project, or a file. */
export type Completes = "file" | "folder" | "trace" | "walkthrough" | "flow" | "nothing" | readonly string[];

/** The kind of value at a place of a command line. */
export interface ValueKind {
  /** How help and the manual call it: `FILE`. */
  readonly placeholder: string;
  readonly completes: Completes;
}

const kind = (placeholder: string, completes: Completes = "nothing"): ValueKind => ({ placeholder, completes });

const FILE = kind("FILE", "file");
const NAME = kind("NAME");

/** The values of options, by option name; with the command if the option has another meaning there. */
const OF_OPTIONS: Readonly<Record<string, ValueKind>> = {
  add: NAME,
  as: NAME,
  "body-limit": kind("SIZE"),
  budget: kind("N"),
  cacert: FILE,
  "client-cert": kind("[HOST=]FILE", "file"),
  "client-key": kind("[HOST=]FILE", "file"),
  "client-passphrase-env": kind("[HOST=]NAME"),
  "client-passphrase-file": kind("[HOST=]FILE", "file"),
  collector: FILE,
  command: kind("COMMAND"),
  "detach-after": kind("TIME"),
  drop: kind("RULE"),
  fail: kind("N"),
  flow: kind("FLOW", "flow"),
  from: kind("ARROW"),
  "init from": kind("TRACE", "trace"),
  grep: kind("PATTERN"),
  host: kind("ADDRESS"),
  ignore: kind("PARTS"),
  insecure: kind("HOST"),
  keep: kind("N"),
  latency: kind("MS"),
  limit: kind("N"),
  listen: kind("PORT"),
  // Shown as choices, although a user's file is also allowed.
  locale: kind("LOCALE", listOwnLocales()),
  map: kind("KINDS", ["hosts", "ids", "emails", "ips", "hosts,ids,emails,ips"]),
  match: kind("PARTS"),
  missing: kind("STORE"),
  name: NAME,
  note: kind("TEXT"),
  omit: kind("RANGE=PAGE"),
  only: kind("RULE"),
  openapi: kind("FILE[=URL]", "file"),
  "os-cloud": kind("CLOUD"),
  otlp: kind("[URL]"),
  output: FILE,
  passthrough: kind("HOST"),
  port: kind("PORT"),
  proto: FILE,
  reverse: kind("[NAME=]URL"),
  rotate: kind("SIZE"),
  "secret-env": NAME,
  "secret-file": FILE,
  "share only": kind("FROM-TO"),
  shard: kind("K/N"),
  "show-header": NAME,
  slow: kind("TIME"),
  speed: kind("X"),
  status: kind("STATUS"),
  step: kind("STEP"),
  target: kind("TARGET", TARGET_NAMES),
  template: kind("SET", "folder"),
  templates: kind("DIR", "folder"),
  title: kind("TEXT"),
  to: kind("ARROW"),
  token: kind("TOKEN"),
  "token-env": NAME,
  "token-file": FILE,
  where: kind("CONDITION"),
};

const TRACE = kind("TRACE", "trace");

/** The arguments of commands, by their names in the usage line; with the command if they differ. */
const OF_ARGUMENTS: Readonly<Record<string, ValueKind>> = {
  after: kind("AFTER", "trace"),
  arrow: kind("ARROW"),
  before: kind("BEFORE", "trace"),
  file: FILE,
  journals: kind("JOURNAL", "file"),
  names: kind("NAME", "walkthrough"),
  "render names": kind("NAME", "trace"),
  page: kind("PAGE", "file"),
  paths: kind("PATH", "file"),
  "gather sources": kind("SOURCE", "file"),
  "session action": kind("new", ["new"]),
  "session name": NAME,
  "step action": kind("mv", ["mv"]),
  "step from": kind("FROM"),
  "step to": kind("TO"),
  sources: TRACE,
  "templates words": kind("ARGUMENT", ["list", "eject", "check"]),
  trace: TRACE,
};

/** For options without a row above; a test finds them before a user does. */
export const UNKNOWN: ValueKind = kind("VALUE");

interface Place {
  readonly command: string;
  readonly choices?: readonly (string | number)[] | undefined;
}

export function kindOfOption(name: string, place: Place): ValueKind {
  return find(OF_OPTIONS, name, place);
}

export function kindOfArgument(name: string, place: Place): ValueKind {
  return find(OF_ARGUMENTS, name, place);
}

function find(kinds: Readonly<Record<string, ValueKind>>, name: string, { command, choices }: Place): ValueKind {
  if (choices?.length === 1) return kind(String(choices[0]), choices.map(String));
  if (choices !== undefined) return kind(lastWordOf(name).toUpperCase(), choices.map(String));
  return kinds[`${command} ${name}`] ?? kinds[name] ?? UNKNOWN;
}

/** `--missing-bodies` takes BODIES. */
function lastWordOf(name: string): string {
  return name.slice(name.lastIndexOf("-") + 1);
}
