import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { nameUniquely } from "../../src/analyze/name-uniquely.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { render } from "../../src/walkthrough.ts";
import { inTurn } from "./an-entry.ts";

const labels = (trace: Trace) =>
  nameUniquely(analyze(trace)).arrows.flatMap(({ kind, label }) => (kind === "request" ? [label] : []));

const [ONE, TWO] = ["9faa6fd5-b254-4184-80c0-66b7c062315e", "1c0e6b7a-6a54-4f6e-8a5e-0d5a5b7f2a11"];

test("no placeholder represents two values, and no value has two names", () => {
  const trace = inTurn(
    { url: `http://h/books/${ONE}` },
    { url: `http://h/books/${TWO}` },
    { url: `http://h/shelves/${ONE}/books/${TWO}?like=${ONE}` },
  );
  expect(labels(trace)).toEqual([
    "GET /books/{book_id}",
    "GET /books/{book_id_2}",
    "GET /shelves/{book_id}/books/{book_id_2}?like={book_id}",
  ]);
  expect(nameUniquely(analyze(trace)).variables).toEqual([
    { name: "book_id", value: ONE },
    { name: "book_id_2", value: TWO },
  ]);
});

test("names of one kind are numbered in order, and skip a number that the author used", () => {
  const ids = Array.from({ length: 5 }, (_, index) => `9faa6fd5-b254-4184-80c0-66b7c06231${index}0`);
  const trace = inTurn(...ids.map((id) => ({ url: `http://h/books/${id}` })), { url: `http://h/authors/${TWO}` });
  const own = analyze(trace, { paths: ["/authors/{book_id_3}"] });
  expect(nameUniquely(own, ["/authors/{book_id_3}"]).variables.map(({ name }) => name)).toEqual([
    "book_id_3",
    "book_id",
    "book_id_2",
    "book_id_4",
    "book_id_5",
    "book_id_6",
  ]);
});

test("a number may be the ID of two resources", () => {
  expect(labels(inTurn({ url: "http://h/books/1" }, { url: "http://h/users/1" }, { url: "http://h/books/2" }))).toEqual(
    ["GET /books/{book_id}", "GET /users/{user_id}", "GET /books/{book_id_2}"],
  );
});

test("a number has one name, whatever case a document and a query use", () => {
  const trace = inTurn(
    { url: "http://h/books", answer: [{ id: 101 }] },
    { url: "http://h/books/101" },
    { url: "http://h/copies?book_id=101" },
  );
  const { steps } = nameUniquely(analyze(trace, { paths: ["/books/{bookId}"] }));
  expect(steps.map(({ request }) => request.path)).toEqual(["/books", "/books/{bookId}", "/copies?book_id={bookId}"]);
});

test("an ID is recognized with a file extension, and braces that were sent are not a placeholder", () => {
  const trace = inTurn(
    { method: "POST", url: "http://h/exports", answer: { id: "job-25d583ee" } },
    { url: "http://h/exports/job-25d583ee" },
    { url: "http://h/exports/job-25d583ee.csv" },
    { url: `http://h/exports/${ONE}.tar.gz` },
    { url: "http://h/exports/{a}/v1.0/app.js" },
  );
  expect(labels(trace)).toEqual([
    "POST /exports",
    "GET /exports/{export_id}",
    "GET /exports/{export_id}.csv",
    "GET /exports/{export_id_2}.tar.gz",
    "GET /exports/{a}/v1.0/app.js",
  ]);
});

test("the page shows where each value comes from and where it is used, with links", async () => {
  const trace = inTurn(
    { method: "POST", url: "http://h/hooks", answer: { id: "wh-25d583ee" } },
    { url: "http://h/hooks/wh-25d583ee" },
  );
  const page = await render(trace, { title: "t" });
  expect(page).toContain(
    "* `{hook_id}` is `wh-25d583ee`. From response ([2](#post-hooks-response)). Used in ([3](#get-hooks-wh-25d583ee-request)).\n",
  );
});

test("a label fits whatever number the page gives to a placeholder", async () => {
  const trace = inTurn({ url: `http://h/books/${ONE}` }, { url: `http://h/books/${TWO}` });
  const page = await render(trace, { title: "t", labels: { "GET /books/{book_id_2}": "Read a book" } });
  expect(page.match(/^### \(\d\) Read a book/gm)).toHaveLength(2);
});
