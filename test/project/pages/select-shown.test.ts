import { expect, test } from "vitest";

import { selectShown } from "../../../src/project/pages/select-shown.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { createLazyList } from "../../../src/trace/stream/lazy-list.ts";
import { anEntry } from "../../analyze/an-entry.ts";

/** As if one of this many exchanges was read from a file. */
function aLongTrace(exchanges: number): Trace {
  const make = (index: number) => anEntry({ url: `http://${index % 2 === 0 ? "even" : "odd"}/${index}`, at: index });
  return { log: { version: "1.2", creator: { name: "test", version: "0" }, entries: createLazyList(exchanges, make) } };
}

test("pages show the beginning of the selection from a very long trace, and the author is notified", () => {
  const all = selectShown(aLongTrace(10_001), {});
  expect(all.trace.log.entries).toHaveLength(10_000);
  expect(all.remarks).toEqual(["pages show the first 10000 of 10001 exchanges; `only` and `drop` choose others"]);
  const chosen = selectShown(aLongTrace(20_004), { only: [{ host: "odd" }] });
  expect(chosen.trace.log.entries.map(({ request }) => request.url).slice(-1)).toEqual(["http://odd/19999"]);
  expect(chosen.remarks).toEqual([expect.stringContaining("10000 of 10002 exchanges")]);
  expect(selectShown(aLongTrace(10_002), { drop: [{ host: "odd" }] })).toMatchObject({ remarks: [] });
});
