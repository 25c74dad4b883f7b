import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { Walkthrough } from "../../src/analyze/types.ts";
import { listItems } from "../../src/diagram/items.ts";
import { partOf } from "../../src/diagram/part-of.ts";
import { runsOf } from "../helpers/runs.ts";
import { arbitraryWalkthrough } from "./arbitrary-walkthrough.ts";

const holds = (property: (walkthrough: Walkthrough) => void): void =>
  fc.assert(fc.property(arbitraryWalkthrough(25), property), { numRuns: runsOf(200) });

test("every request has its response or its error after it, and the other way round", () => {
  holds(({ arrows, steps }) => {
    expect(arrows).toHaveLength(2 * steps.length);
    for (const { id, request, response, client, server } of steps) {
      const [asked, answered, ...more] = arrows.filter(({ step }) => step === id);
      expect(more).toEqual([]);
      expect(asked).toMatchObject({ kind: "request", number: request.number, from: client, to: server });
      expect(answered).toMatchObject({ number: response.number, from: server, to: client });
      expect(answered?.kind).toBe(response.status === 0 ? "error" : "response");
    }
  });
});

test("numbers are those of the events, from 1", () => {
  holds(({ arrows, steps }) => {
    expect(arrows.map(({ number }) => number)).toEqual(arrows.map((_, index) => index + 1));
    const times = steps.flatMap(({ request, response, time: { start, duration } }) => [
      { number: request.number, at: start },
      { number: response.number, at: start + duration },
    ]);
    const inOrder = times.toSorted((a, b) => a.number - b.number).map(({ at }) => Math.round(at * 1000));
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  });
});

test("a nested call begins before its service has sent the outer response", () => {
  holds(({ steps }) => {
    const byId = new Map(steps.map((step) => [step.id, step]));
    for (const { client, request, nestedIn } of steps) {
      if (nestedIn === undefined) continue;
      const outer = byId.get(nestedIn.step);
      expect(outer?.server).toBe(client);
      expect(outer?.request.number).toBeLessThan(request.number);
      expect(outer?.response.number).toBeGreaterThan(request.number);
    }
  });
});

test("unfolded, a diagram shows every arrow once and in order; frames close in the order of nesting", () => {
  holds((walkthrough) => {
    const open: unknown[] = [];
    const shown = listItems(walkthrough).flatMap((item) => {
      if (item.kind === "open") open.push(item.group);
      if (item.kind === "close") expect(open.pop()).toBe(item.group);
      if (item.kind === "fold") return numbersOf(item.fold);
      return item.kind === "arrow" ? [item.arrow.number] : [];
    });
    expect(open).toEqual([]);
    expect(shown).toEqual(walkthrough.arrows.map(({ number }) => number));
  });
});

test("a part shows its own arrows and nothing else", () => {
  fc.assert(
    fc.property(arbitraryWalkthrough(25), fc.nat(60), fc.nat(60), (walkthrough, a, b) => {
      const range = { from: Math.min(a, b), to: Math.max(a, b) };
      const shown = listItems(partOf(walkthrough, range)).flatMap((item) => {
        if (item.kind === "fold") return numbersOf(item.fold);
        return item.kind === "arrow" ? [item.arrow.number] : [];
      });
      const wanted = walkthrough.arrows.map(({ number }) => number);
      expect(shown).toEqual(wanted.filter((number) => number >= range.from && number <= range.to));
    }),
  );
});

function numbersOf({ first, last }: { readonly first: number; readonly last: number }): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
