import { expect, test } from "vitest";

import { writeParts } from "../../../scripts/build/ready-parts.ts";
import { listParts } from "../../../src/redact/places/guarded-test.ts";
import { MAY_NEST } from "../../../src/redact/places/may-nest.ts";
import { MAY_HOLD } from "../../../src/redact/places/named.ts";

test("the build writes the parts of the patterns as the sources list them", async () => {
  const url = `data:text/javascript,${encodeURIComponent(writeParts())}`;
  const { readyParts } = (await import(url)) as { readonly readyParts: unknown };
  expect(readyParts).toEqual({ named: listParts(MAY_HOLD), signs: listParts(MAY_NEST) });
});
