import { findUnknownPlaces } from "../../openapi/fill-link.ts";
import { isDeviceName } from "../../shapes/is-device-name.ts";
import { type ExchangeRule, createSelector } from "../../trace/choose/choice.ts";
import type { RecordingSettings } from "./types.ts";

// What a schema cannot say about the project file. The build calls these functions by their names (scripts/build/ready-checks.ts).

export function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "gu").flags === "gu";
  } catch {
    return false;
  }
}

/** A text or a mapping; the members of a mapping may have any values here. */
export function isRule(rule: unknown): boolean {
  try {
    // Whatever it is, it is refused unless it is a rule.
    createSelector({ only: [rule as ExchangeRule] });
    return true;
  } catch {
    return false;
  }
}

export function hasKnownPlaces(template: string): boolean {
  return findUnknownPlaces(template).length === 0;
}

export function isFilename(name: string): boolean {
  return !isDeviceName(name);
}

/** A key that a walkthrough must not have because it would be silently ignored. */
interface UnusedKey {
  readonly message: string;
  readonly isAbsent: (own: OwnKeys) => boolean;
}

export type OwnKeys = {
  readonly [Key in "command" | "flow" | keyof RecordingSettings | "clientCertificates" | "cloud" | "inputs"]?: unknown;
};

const OF_COMMANDS = {
  as: "a name of its command",
  cwd: "a working directory of its command",
  output: "the key output",
  listen: "a port to listen on",
  passthrough: "hosts to pass through",
  insecure: "insecure hosts",
  cacert: "authorities",
  onFailure: "the key onFailure",
  transparent: "the key transparent",
  clientCertificates: "client certificates",
} as const;

export const UNUSED: readonly UnusedKey[] = [
  // All are keys of the table.
  ...(Object.keys(OF_COMMANDS) as (keyof typeof OF_COMMANDS)[]).flatMap((key) => [
    unless(key, "flow", `has a flow and ${OF_COMMANDS[key]}, which apply to commands only`),
    unless(key, "neither", `has ${OF_COMMANDS[key]}, but no command that uses them`),
  ]),
  ...(["inputs", "cloud"] as const).flatMap((key) => [
    unless(key, "command", `has a command and the key ${key}, which applies to flows only`),
    unless(key, "neither", `has the key ${key}, which applies to flows only, but no flow`),
  ]),
  ...(["env", "bodyLimit"] as const).map((key) =>
    unless(key, "neither", `has the key ${key}, but neither a flow nor a command`),
  ),
];

function unless(key: keyof OwnKeys, beside: "command" | "flow" | "neither", message: string): UnusedKey {
  const isBeside = (own: OwnKeys): boolean =>
    beside === "neither" ? own.flow === undefined && own.command === undefined : own[beside] !== undefined;
  return { message, isAbsent: (own) => own[key] === undefined || !isBeside(own) };
}
