import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { findCommonBeginning } from "../../src/compare/common-beginning.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

const begin = (one: readonly ExchangeParts[], other: readonly ExchangeParts[]): number =>
  findCommonBeginning(analyze(recordingOf(...one)), analyze(recordingOf(...other)));

const versions = { url: "http://cloud:5000/" };
const token = { url: "http://cloud:5000/tokens", method: "POST", status: 201, answer: { token: "a" } };
const show = (id: string): ExchangeParts => ({ url: `http://cloud:5000/images/${id}` });
const by = (client: string): ExchangeParts => ({ url: "http://h/a", own: { _client: client } });
const ID = "9faa6fd5-b254-4184-80c0-66b7c062315e";
const OTHER = "1b2c3d4e-0000-4000-8000-0123456789ab";

test.each<[string, readonly ExchangeParts[], readonly ExchangeParts[], number]>([
  ["nothing", [versions], [token], 0],
  ["nothing at all", [], [], 0],
  ["the first calls", [versions, token, show(ID)], [versions, token, { url: "http://cloud:5000/x" }], 4],
  [
    "values and ports make no difference",
    [{ ...show(ID), answer: { id: ID } }],
    [{ ...show(OTHER), url: `http://cloud:6000/images/${OTHER}`, answer: { id: OTHER } }],
    2,
  ],
  ["the caller's name is no property of a call", [by("a.py"), by("a.py")], [by("b.py"), by("b.py")], 4],
  ["another query is another call", [{ url: "http://h/a?limit=3" }], [{ url: "http://h/a?limit=1" }], 0],
  ["another body is", [{ ...token, asked: { user: "ann" } }], [{ ...token, asked: { user: "bob" } }], 0],
  ["another shape of the response is", [{ ...token, answer: { a: 1 } }], [{ ...token, answer: { b: 1 } }], 0],
  ["another outcome does", [versions, token], [versions, { ...token, status: 401 }], 2],
  ["the whole of the shorter one", [versions, token], [versions, token, show(ID)], 4],
  [
    "no half of a call",
    [versions, { ...show(ID), at: 10, took: 50 }, { ...token, at: 20 }],
    [versions, { ...show(ID), at: 10, took: 50 }, { ...versions, at: 20 }],
    2,
  ],
])("%s", (_, one, other, last) => {
  expect(begin(one, other)).toBe(last);
  expect(begin(other, one)).toBe(last);
});
