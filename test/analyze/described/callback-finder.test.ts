import { expect, test } from "vitest";

import { createCallbackFinder } from "../../../src/analyze/described/callback-finder.ts";
import type { DescribedCallback } from "../../../src/analyze/types.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { anEntry } from "../an-entry.ts";

const SHOP = { title: "Shop", servers: ["https://shop.example"], operations: [] };

function aCall(url: string, body: object, client?: string): Entry {
  const { request, ...entry } = anEntry({ method: "POST", url });
  const postData = { mimeType: "application/json", text: JSON.stringify(body) };
  return { ...entry, request: { ...request, postData }, ...(client !== undefined && { _client: client }) };
}

/** Callbacks of different operations, with a counter of how often they are read. */
function countedCallbacks(paths: readonly string[]): {
  readonly callbacks: readonly DescribedCallback[];
  readonly looks: () => number;
} {
  let looks = 0;
  const callbacks = paths.map((path): DescribedCallback => {
    const of = { method: "POST", path, url: "{$request.body#/url}" };
    const parts = { method: "POST", place: `POST ${path} > done > ${of.url}`, name: "done", id: `of ${path}` };
    const look = <Value>(value: Value): Value => {
      looks += 1;
      return value;
    };
    return {
      ...parts,
      get of() {
        return look(of);
      },
      get body() {
        return look({ members: ["id", "state"], required: [], fixed: {} });
      },
    };
  });
  return { callbacks, looks: () => looks };
}

/** Looks up this many registrations of one URL, each followed by a call to it. */
function countLooks(calls: number, operations: number): number {
  const paths = Array.from({ length: operations }, (_, index) => `/hooks/${index}`);
  const { callbacks, looks } = countedCallbacks(paths);
  const finder = createCallbackFinder([{ ...SHOP, callbacks }]);
  const url = "https://me.example/in";
  const before = looks();
  for (let index = 0; index < calls; index += 1) {
    finder.note(aCall("https://shop.example/hooks/0", { url }, `client ${index}`), { title: "Shop", path: "/hooks/0" });
    expect(finder.find(aCall(url, { id: index, state: "done" }))?.operation.id).toBe("of /hooks/0");
  }
  return looks() - before;
}

test("a URL that is registered many times is looked up in as many steps as at first", () => {
  expect(countLooks(100, 1)).toBe(100 * countLooks(1, 1));
});

test("a call of an operation reads only the callbacks of this operation", () => {
  expect(countLooks(10, 50)).toBe(countLooks(10, 1));
});

test("clients of the API call in its name, and others in their own", () => {
  const { callbacks } = countedCallbacks(["/hooks"]);
  const finder = createCallbackFinder([{ ...SHOP, callbacks }]);
  const url = "https://me.example/in";
  for (const client of ["a", "b", "a"])
    finder.note(aCall("https://shop.example/hooks", { url }, client), { title: "Shop", path: "/hooks" });
  const callers = ["a", "b", "c"].map((client) => finder.find(aCall(url, {}, client))?.caller?.label);
  expect(callers).toEqual(["Shop", "Shop", undefined]);
});

test.each(["constructor", "toString", "__proto__"])("a body has %s only if it was sent", (name) => {
  const sent = `{"${name}": "paid", "id": 1}`;
  const fixed: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries([[name, ["paid"]]]);
  const find = (body: Pick<NonNullable<DescribedCallback["body"]>, "fixed" | "required">, text: string): boolean => {
    const callback = {
      method: "POST",
      place: "webhooks > w",
      name: "w",
      body: { ...body, members: [name, "id", "at"] },
    };
    const call = aCall("https://me.example/in", {});
    const request = { ...call.request, postData: { mimeType: "application/json", text } };
    return createCallbackFinder([{ ...SHOP, callbacks: [callback] }]).find({ ...call, request }) !== undefined;
  };
  expect(find({ fixed: {}, required: [name] }, `{"id": 1, "at": 2}`)).toBe(false);
  expect(find({ fixed, required: [] }, `{"id": 1, "at": 2}`)).toBe(true);
  expect(find({ fixed, required: [] }, `{"id": 1}`)).toBe(false);
  expect(find({ fixed, required: [name] }, sent)).toBe(true);
});
