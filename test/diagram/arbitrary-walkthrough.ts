import * as fc from "fast-check";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../src/analyze/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

const moment = fc.record({
  at: fc.nat(120),
  took: fc.nat(40),
  url: fc.constantFrom("http://a/x", "http://b/x", "http://b/y"),
  status: fc.constantFrom(200, 200, 503, 0),
  client: fc.constantFrom("me", "a", "b"),
  answer: fc.oneof(
    fc.constant({ state: "on" }),
    fc.string().map((state) => ({ state })),
  ),
});

/** A walkthrough of up to this many calls that overlap, repeat, fail, and are nested. */
export function arbitraryWalkthrough(maxLength: number): fc.Arbitrary<Walkthrough> {
  return fc
    .array(moment, { maxLength })
    .map((moments) =>
      analyze(
        aTrace(
          moments.map(({ client, url, ...rest }) =>
            anEntry({ ...rest, url, own: { _client: client, _server: new URL(url).hostname } }),
          ),
        ),
      ),
    );
}
