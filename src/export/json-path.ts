import type { AnswerPlace } from "../analyze/types.ts";

/** A JSONPath (RFC 9535) to a value: `$['image'][0]['id']`. */
export function toJsonPath(path: Extract<AnswerPlace, { kind: "json" }>["path"]): string {
  return `$${path.map((name) => (typeof name === "number" ? `[${name}]` : `['${escapeName(name)}']`)).join("")}`;
}

function escapeName(name: string): string {
  return name.replaceAll(/['\\]/g, String.raw`\$&`);
}
