import type { Plugin } from "rolldown";

import { type Guarded, listParts } from "../../src/redact/places/guarded-test.ts";
import { MAY_NEST } from "../../src/redact/places/may-nest.ts";
import { MAY_HOLD } from "../../src/redact/places/named.ts";

/** Takes the longest patterns apart: doing so when a command starts takes some milliseconds. */
export const readyParts: Plugin = {
  name: "ready-parts",
  load: {
    filter: { id: /[\\/]src[\\/]redact[\\/]places[\\/]ready-parts\.ts$/ },
    handler: () => ({ code: writeParts(), moduleType: "js" }),
  },
};

/** As text: JSON is read faster than a program. */
export function writeParts(): string {
  const parts = { named: listParts(MAY_HOLD), signs: listParts(MAY_NEST) } satisfies Record<Guarded, unknown>;
  return `export const readyParts = JSON.parse(${JSON.stringify(JSON.stringify(parts))});\n`;
}
