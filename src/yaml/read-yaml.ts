import * as z from "zod/mini";

import { adviseNearest } from "../sequence/nearest-name.ts";
import { type YamlSource, parseYaml, toYamlError } from "./open-yaml.ts";

/** @throws UserError that names the line, the key, and what was expected there */
export function readYaml<T>(source: YamlSource, schema: z.ZodMiniType<T>): T {
  return checkYaml(source, parseYaml(source), schema);
}

/**
 * @param value what the text holds
 * @throws UserError like `readYaml`
 */
export function checkYaml<T>(source: YamlSource, value: unknown, schema: z.ZodMiniType<T>): T {
  const parsed = schema.safeParse(value ?? {}, { error: explain });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A key that is misspelled is missing too.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) throw toYamlError(source, [], "has an unexpected value");
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  throw toYamlError(source, [...issue.path, ...unknown], issue.message);
}

/** Messages of zod, if there is none of ours; messages of the schema take precedence over both. */
function explain(issue: z.core.$ZodRawIssue): ReturnType<z.core.$ZodErrorMap> {
  return describeMistake(issue) ?? localeError(issue);
}

const { localeError } = z.locales.en();

function describeMistake(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "unrecognized_keys") {
    const known = issue.inst instanceof z.ZodMiniObject ? Object.keys(issue.inst.shape) : [];
    return `unknown key.${adviseNearest(issue.keys[0] ?? "", known)}`;
  }
  if (issue.code === "invalid_value") {
    const known = issue.values.map(String);
    return `expected one of ${known.join(", ")}.${adviseNearest(String(issue.input), known)}`;
  }
  if (issue.code === "too_small") return TOO_SMALL[issue.origin] ?? `expected at least ${issue.minimum}`;
  if (issue.code === "invalid_type") return `expected ${NAMES[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_key") return issue.issues[0]?.message;
  return undefined;
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
