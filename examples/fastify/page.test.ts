import { existsSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";
import { mergePage, readText, readTrace, record, render, serializeTrace } from "wirewalk";

import { createApp } from "./app.ts";
import { orderABook } from "./order-a-book.ts";

const TRACE = join(import.meta.dirname, "order-a-book.har");
const PAGE = join(import.meta.dirname, "order-a-book.md");

const app = createApp();
let url = "";

beforeAll(async () => {
  url = await app.listen({ host: "127.0.0.1", port: 0 });
});

afterAll(() => app.close());

/** `npm run update` writes both files after an intended change of the API. */
test("the page and the trace say what the API does", async () => {
  const examples = existsSync(TRACE) ? await readTrace(TRACE) : undefined;
  const { trace } = await record(({ fetch }) => orderABook(fetch, url), {
    examples,
    client: "reader",
    servers: { [url]: "book-shop" },
  });
  const fresh = await render(trace, { title: "Order a book", target: "gfm" });
  const page = existsSync(PAGE) ? mergePage(await readText(PAGE), fresh).text : fresh;
  await expect(page).toMatchFileSnapshot(PAGE);
  await expect(serializeTrace(trace)).toMatchFileSnapshot(TRACE);
});
