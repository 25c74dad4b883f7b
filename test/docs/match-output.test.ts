import { expect, test } from "vitest";

import { findMismatch } from "./match-output.ts";

test.each([
  [[], "anything\n"],
  [["one", "two"], "one\ntwo\n"],
  [["no line end"], "no line end"],
  [["from …, as always"], "from here, as always\n"],
  [["…", "last"], "first\nmiddle\nlast\n"],
  [["first", "…"], "first\n"],
  [["port 8080, (1) [x]"], "port 41233, (1) [x]\n"],
  [["recorded in …/wirewalk-4711.har"], "recorded in /here/wirewalk-56.har\n"],
  [["Opened /tmp/wirewalk-x1Yz0a/report.html."], "Opened /tmp/wirewalk-Ab12cd/report.html.\n"],
])("%j is %j", (shown, printed) => {
  expect(findMismatch(shown, printed)).toBeUndefined();
});

test.each([
  [["one"], "one\ntwo\n"],
  [["one"], ""],
  [["a.b"], "axb\n"],
  [["5 exchanges"], "6 exchanges\n"],
  [["4711 exchanges"], "56 exchanges\n"],
  [["wirewalk-4711.har"], "wirewalk-none.har\n"],
  [["…", "last"], "last\nafter\n"],
])("%j is not %j", (shown, printed) => {
  expect(findMismatch(shown, printed)).toContain("The guide shows:");
});
