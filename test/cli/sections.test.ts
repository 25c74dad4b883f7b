import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

/** A flow of eight calls; the fourth is sent eight times as a poll. */
async function aProject(sections: string): Promise<string> {
  const folder = await createProject(`walkthroughs: { buy: { sections: ${sections} } }\n`);
  const url = (path: string): { readonly url: string } => ({ url: `http://shop/${path}` });
  const polls = [...Array<string>(7).fill("open"), "done"].map((state) => ({
    url: "http://shop/payment",
    answer: { state },
  }));
  const calls = [url("login"), url("cart"), url("books"), ...polls, url("orders"), url("invoice")];
  const file = join(folder, "traces/buy.har");
  mkdirSync(dirname(file), { recursive: true });
  await writeTrace(file, inTurn(...calls));
  return folder;
}

test("the diagram is split where a section begins, and its parts have names", async () => {
  const folder = await aProject('[{ from: get-cart, title: "Fill the cart" }, { from: get-payment, title: Pay }]');
  expect((await run(folder, "render")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "docs/buy.md"), "utf8");
  expect(page.match(/^### \(\d+\)-.*/gm)).toEqual([
    "### (1)-(2) {#diagram-get-login-request}",
    "### (3)-(6) Fill the cart {#diagram-get-cart-request}",
    "### (7)-(26) Pay {#diagram-get-payment-request}",
  ]);
  expect(page).toContain("[Fill the cart 3-6](#diagram-get-cart-request)");
  const overview = page.slice(0, page.indexOf("### (1)-(2)"));
  expect(overview.indexOf("Fill the cart")).toBeLessThan(overview.indexOf("GET /cart"));
  expect(overview).toMatch(/note over .*: Pay\n/i);
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test("a section that begins within a fold begins with that fold", async () => {
  const folder = await aProject("[{ from: 12, title: Wait }]");
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(readFileSync(join(folder, "docs/buy.md"), "utf8").match(/^### \(\d+\)-.*/gm)).toHaveLength(2);
});

test("a section begins at an operation of an OpenAPI document, and the overview has its names", async () => {
  const folder = await aProject("[{ from: showCart, title: Fill the cart }], openapi: api.yaml");
  writeFileSync(
    join(folder, "api.yaml"),
    `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: http://shop }]
paths: { /cart: { get: { operationId: showCart, summary: Show the cart } } }
`,
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  const page = readFileSync(join(folder, "docs/buy.md"), "utf8");
  expect(page).toMatch(/^### \(3\)-\(\d+\) Fill the cart/m);
  const overview = page.slice(0, page.indexOf("### (1)-(2)"));
  expect(overview).toContain("(3)-(4) Show the cart");
  expect(overview).not.toContain("GET /cart");
});

test.each([
  [
    "[{ from: get-crt, title: A }]",
    'Cannot begin a section at "get-crt": the trace has no such step or operation. Did you mean "get-cart"?',
  ],
  ["[{ from: 99, title: A }]", "Unknown arrow 99 at the beginning of a section."],
  ["[{ from: 1 }]", "title"],
  ["[]", "sections"],
])("%j is reported on its line", async (sections, message) => {
  const { exitCode, stderr } = await run(await aProject(sections), "render");
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(message) });
  expect(stderr).toContain("line 1");
});
