import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import manifest from "../package.json" with { type: "json" };
import { refuseNode } from "../src/node-version.ts";

test.each(["22.19.0", "22.20.1", "23.0.0", "24.21.0", "100.0.0"])("Node %s is new enough", (version) => {
  expect(refuseNode(version)).toBeUndefined();
});

test.each(["12.22.12", "18.20.8", "20.20.2", "22.2.0", "22.18.9"])(
  "Node %s gets an error that names the required version",
  (version) => {
    expect(refuseNode(version)).toBe(`wirewalk needs Node 22.19 or later; this is Node ${version}.`);
  },
);

test("the required version is the one in the package", () => {
  expect(refuseNode("0.0.0")).toContain(`Node ${manifest.engines.node.replace(">=", "")} or later`);
});

// One such declaration makes `import "wirewalk"` a SyntaxError on Node 22, and on older ones, before they can be refused.
test("no source declares with `using`, which Node 22 cannot parse", () => {
  const folder = join(import.meta.dirname, "../src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((file) => USING.test(readFileSync(join(folder, file), "utf8")));
  expect(found).toEqual([]);
});

const USING = /^\s*(?:await )?using [\w$]+\s*=|\((?:await )?using [\w$]+ of /m;
