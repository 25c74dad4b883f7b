import { expect, test } from "vitest";

import { chooseExchanges } from "../../src/analyze/choose-exchanges.ts";
import { inTurn } from "./an-entry.ts";

const trace = inTurn(
  { url: "http://a/images", took: 5 },
  { url: "http://a/images/7", took: 900, status: 500 },
  { method: "POST", url: "http://b/servers", took: 30, status: 503 },
  { method: "DELETE", url: "http://b/servers/1", took: 10, status: 404 },
);

test.for([
  [{}, [1, 2, 3, 4]],
  [{ from: 2, to: 3 }, [2, 3]],
  [{ from: 3, to: 99 }, [3, 4]],
  [{ limit: 2 }, [1, 2]],
  [{ where: ["status>=500"] }, [2, 3]],
  [{ where: ["status >= 500", "time > 100"] }, [2]],
  [{ where: ["status!=200"], limit: 1 }, [2]],
  [{ where: ["method=POST"] }, [3]],
  [{ where: ["host=b"] }, [3, 4]],
  [{ where: ["path~/images"] }, [1, 2]],
  [{ where: ["error="] }, [1]],
  [{ where: ["time<10"] }, [1]],
  [{ where: ["status<200"] }, []],
] as const)("%j chooses %j", ([choice, numbers]) => {
  const chosen = chooseExchanges(trace, choice);
  expect(chosen.numbers).toEqual(numbers);
  expect(chosen.trace.log.entries).toEqual(numbers.map((number) => trace.log.entries[number - 1]));
});

test("reports whether there are more than the limit", () => {
  expect(chooseExchanges(trace, { limit: 4 }).isCut).toBe(false);
  expect(chooseExchanges(trace, { limit: 3 }).isCut).toBe(true);
});

test.for(["status", "state=1", "status>=high", "constructor=1", ""])("%j is refused as a condition", (condition) => {
  expect(() => chooseExchanges(trace, { where: [condition] })).toThrow(`"${condition}"`);
});
