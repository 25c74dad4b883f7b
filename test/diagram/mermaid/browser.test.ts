import { expect, onTestFinished, test } from "vitest";

import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";
import { startTestServer } from "../../helpers/test-server.ts";

test("the browser reaches no network, not even this machine", { timeout: 60_000 }, async () => {
  const asked: (string | undefined)[] = [];
  const origin = await startTestServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await fetch(`${origin}/control`);

  const browser = await openBrowser();
  onTestFinished(() => browser[Symbol.asyncDispose]());
  const page = await browser.newPage();
  for (const url of [`${origin}/address`, `${origin}/name`.replace("127.0.0.1", "localhost")]) {
    await expect(page.goto(url)).rejects.toThrow("net::ERR_");
  }
  expect(asked).toEqual(["/control"]);
});
