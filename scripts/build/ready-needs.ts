import type { Plugin } from "rolldown";

import { BLOCKS } from "../../src/redact/places/block-values.ts";
import { DOCUMENT_SHAPES } from "../../src/redact/places/document-shapes.ts";
import { SHAPES } from "../../src/redact/places/named.ts";
import { neededBy } from "../../src/redact/places/needed-by.ts";
import { TOLD } from "../../src/redact/places/told-values.ts";

/** Parses the patterns that every text is compared with: parsing them when a command starts takes as long as starting Node. */
export const readyNeeds: Plugin = {
  name: "ready-needs",
  load: {
    filter: { id: /[\\/]src[\\/]redact[\\/]places[\\/]ready-needs\.ts$/ },
    handler: () => ({ code: writeNeeds(), moduleType: "js" }),
  },
};

/** A map as text: JSON is read faster than a program. */
export function writeNeeds(): string {
  const needs = PATTERNS.map((pattern) => [String(pattern), neededBy(pattern)]);
  return `export const readyNeeds = new Map(JSON.parse(${JSON.stringify(JSON.stringify(needs))}));\n`;
}

const PATTERNS: readonly RegExp[] = [
  ...SHAPES.map(({ pattern }) => pattern),
  ...DOCUMENT_SHAPES.map(({ hint }) => hint),
  ...BLOCKS.map(([block]) => block),
  TOLD,
];
