import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plugin } from "rolldown";

import { listNeeds } from "../../src/redact/places/needed-characters.ts";
import { scanText } from "../../src/redact/scan/scan-text.ts";
import { ROOT } from "./root.ts";

/** Parses the patterns that texts are compared with: parsing them when a command starts takes as long as starting Node. */
export const readyNeeds: Plugin = {
  name: "ready-needs",
  load: {
    filter: { id: /[\\/]src[\\/]redact[\\/]places[\\/]ready-needs\.ts$/ },
    handler: () => ({ code: writeNeeds(), moduleType: "js" }),
  },
};

/** A map as text: JSON is read faster than a program. */
export function writeNeeds(): string {
  // Those that every text is compared with, and those that a walkthrough is.
  for (const file of ["traces/openstack/image-add-project.har", "docs/openstack/image/add-project.md"]) {
    scanText(readFileSync(join(ROOT, file), "utf8"));
  }
  return `export const readyNeeds = new Map(JSON.parse(${JSON.stringify(JSON.stringify(listNeeds()))}));\n`;
}
