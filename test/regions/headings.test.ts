import { expect, test } from "vitest";

import { TARGETS } from "../../src/page/dialects/targets.ts";
import { formatMergeReport } from "../../src/regions/format-merge-report.ts";
import { mergePage } from "../../src/regions/merge.ts";
import { aWalkthrough } from "../helpers/a-walkthrough.ts";
import { renderDraft } from "../page/render-draft.ts";

const PATH = "/books/{id}?limit=3&offset=6&q=<b>*_x_*`y`[z]";

test.each(TARGETS.map(({ name }) => name))(
  "reports about a step of a page for %s use the text of its heading",
  async (target) => {
    const render = (...paths: readonly string[]): Promise<string> =>
      renderDraft(aWalkthrough(paths.map((path) => ({ id: path === "/" ? "root" : "books", request: { path } }))), {
        target,
      });
    const [before, after] = [await render("/"), await render("/", PATH)];
    const lines = [mergePage(before, after), mergePage(after, before)].flatMap(({ report }) =>
      formatMergeReport(report),
    );
    expect(lines).toContain(`+ new: (3) GET ${PATH}`);
    expect(lines).toContain(`- removed: (3) GET ${PATH}`);
  },
);
