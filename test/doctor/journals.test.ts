import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { checkJournals } from "../../src/doctor/journals.ts";
import { encodeExchange, encodeHeader } from "../../src/trace/journal/journal.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test.each([
  [1, "1 exchange of"],
  [2, "2 exchanges of"],
])("the report of a journal words a count of %d correctly", async (count, text) => {
  const folder = await tempFolder();
  const lines = Array.from({ length: count }, (_, seq) => encodeExchange(anExchange({ seq })));
  writeFileSync(join(folder, "a.har.journal"), [encodeHeader({ wirewalkJournal: 1 }), ...lines].join(""));
  const findings = checkJournals({ env: {}, configFolder: folder, now: new Date(0), folders: [folder] });
  const expected = ` contains ${text} an interrupted recording`;
  expect(findings.map((finding) => finding.text)).toEqual([expect.stringContaining(expected)]);
});
