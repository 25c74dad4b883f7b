import type * as z from "zod/mini";

import { countOf } from "../../sequence/count-of.ts";

/**
 * The first problems of an invalid HAR file, and their number: `"log.entries[3].request.url" must be a string, found
 * number`.
 */
export function describeProblems(issues: readonly z.core.$ZodIssue[], root: unknown): string {
  const shown = issues
    .slice(0, 3)
    .map(
      (issue) =>
        `"${formatPath(issue.path)}" must be ${expected(issue)}, found ${seen(valueAt(root, issue.path), issue)}`,
    );
  const hidden = issues.length - shown.length;
  if (hidden > 0) shown.push(`and ${countOf(hidden, "more problem")}`);
  return shown.join("; ");
}

function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "(the whole file)";
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return typeNames[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
  return "a date like 2026-11-23T10:00:00.123Z";
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** Never the value of a text: it may be a body or a secret. */
function seen(value: unknown, { code }: z.core.$ZodIssue): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return code === "invalid_type" ? typeof value : `another ${typeof value}`;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    // Arrays and objects are both indexed by key here.
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}
