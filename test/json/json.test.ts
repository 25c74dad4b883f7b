import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hasName } from "../../src/json/has-name.ts";
import { readString, visitLeaves } from "../../src/json/leaves.ts";
import { mapStrings } from "../../src/json/map-strings.ts";
import { findPointer } from "../../src/json/pointer.ts";
import { prettyPrint } from "../../src/json/pretty.ts";

const value = fc.jsonValue({ maxDepth: 6 });
/** JSON with any kind of white space between its tokens. */
const text = fc
  .tuple(value, fc.constantFrom(0, 1, 3, "\t"))
  .map(([one, indent]) => JSON.stringify(one, null, indent).replaceAll("\n", "\r\n"));

function leavesOf(json: string): string[] {
  const leaves: string[] = [];
  visitLeaves(json, ({ start, end, names }) => leaves.push(`${names.join("/")}=${json.slice(start, end)}`));
  return leaves;
}

describe("visitLeaves", () => {
  test("visits each value with the names of its parents, in order", () => {
    const json = '{"a": [1, {"b": "x\\"y"}], "c": {}, "d": [], "e": -1.5e3, "f": [[true], null]}';
    expect(leavesOf(json)).toEqual(["a=1", 'a/b="x\\"y"', "e=-1.5e3", "f=true", "f=null"]);
  });

  test("reads the available part of a truncated text", () => {
    expect(leavesOf('{"a": {"b": "one", "c": "tw')).toEqual(['a/b="one"', 'a/c="tw']);
    expect(leavesOf('{"a": [1, 2')).toEqual(["a=1", "a=2"]);
  });

  test("invalid JSON gives odd leaves at worst", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (any) => void leavesOf(any)));
  });

  test("supports any depth", () => {
    expect(leavesOf(`${"[".repeat(100_000)}1${"]".repeat(100_000)}`)).toEqual(["=1"]);
  });

  test("finds as many leaves as the value has", () => {
    const count = (one: unknown): number =>
      typeof one === "object" && one !== null
        ? Object.values(one).reduce((sum: number, member) => sum + count(member), 0)
        : 1;
    fc.assert(
      fc.property(value, (one) => {
        expect(leavesOf(JSON.stringify(one))).toHaveLength(count(one));
      }),
    );
  });

  test("strings are read as JSON.parse reads them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (one) => {
        const token = JSON.stringify(one);
        expect(readString(token, 0, token.length)).toBe(one);
      }),
    );
  });
});

describe("prettyPrint", () => {
  test("returns the same as JSON.stringify if that loses nothing", () => {
    fc.assert(
      fc.property(text, (json) => {
        expect(prettyPrint(json).lines.join("\n")).toBe(JSON.stringify(JSON.parse(json), null, 2));
      }),
    );
  });

  test("keeps what JSON.parse would lose", () => {
    const json = '{"2":1e400,"1":12345678901234567890,"a":"\\u0041","a":1.0}';
    expect(prettyPrint(json, 0).lines.join("").replaceAll(": ", ":")).toBe(json);
  });

  test("returns the line on which a pointer's value is", () => {
    const page = prettyPrint('{"images":[{"id":"a","tags":[]},{"id":"b","a/b":{"~":1}}],"status":"active"}');
    const lineAt = (pointer: string): string | undefined => {
      const line = page.lineOf(pointer);
      return line === undefined ? undefined : page.lines[line - 1];
    };
    expect(lineAt("/images/1/id")).toBe('      "id": "b",');
    expect(lineAt("/images/0/tags")).toBe('      "tags": []');
    expect(lineAt("/images/1/a~1b/~0")).toBe('        "~": 1');
    expect(lineAt("/status")).toBe('  "status": "active"');
    expect(lineAt("")).toBe("{");
    expect(lineAt("/images/2")).toBeUndefined();
    expect(lineAt("/nothing")).toBeUndefined();
  });

  test("every pointer that has a value has its line", () => {
    const pointers = (one: unknown, at = ""): string[] =>
      typeof one === "object" && one !== null
        ? [at, ...Object.entries(one).flatMap(([name, member]) => pointers(member, `${at}/${escape(name)}`))]
        : [at];
    const escape = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
    fc.assert(
      fc.property(value, (one) => {
        const page = prettyPrint(JSON.stringify(one));
        for (const pointer of pointers(one)) expect(page.lineOf(pointer), pointer).toBeDefined();
      }),
    );
  });
});

test("findPointer follows a pointer and nothing else", () => {
  const catalog = { token: { catalog: [{ type: "image" }] } };
  expect(findPointer(catalog, "/token/catalog/0/type")).toBe("image");
  expect(findPointer(catalog, "")).toBe(catalog);
  expect(findPointer(catalog, "/token/missing/0")).toBeUndefined();
  expect(findPointer({}, "/constructor")).toBeUndefined();
});

describe("hasName", () => {
  test("finds names and not values", () => {
    const asked: string[] = [];
    const json = '{"a" : ["x", {"b\\"c":"y:"}], "d":"e", "f":{}}';
    expect(hasName(json, (name) => asked.push(name) === 0)).toBe(false);
    expect(asked).toEqual(["a", 'b\\"c', "d", "f"]);
    expect(hasName(json, (name) => name === "d")).toBe(true);
  });

  test("finds the names that visitLeaves finds", () => {
    fc.assert(
      fc.property(value, (one) => {
        const json = JSON.stringify(one);
        const names = new Set<string>();
        hasName(json, (name) => names.add(readString(`"${name}"`, 0, name.length + 2)).size === 0);
        visitLeaves(json, (leaf) => leaf.names.forEach((name) => expect(names).toContain(name)));
      }),
    );
  });

  test("reads the available part of a truncated text", () => {
    expect(hasName('{"a":"b","c', (name) => name === "c")).toBe(false);
    expect(hasName('{"a":"b","c":', (name) => name === "c")).toBe(true);
  });
});

describe("mapStrings", () => {
  const replace = (one: string): string => one.replaceAll("a", "bb");

  test("replaces every text, and no name; an unchanged value is the same object", () => {
    const json = '{"a": "a", "b": [1, ["xay"], {"c": "c"}], "__proto__": {"a": ["a"]}, "d": {"e": null}}';
    const given: unknown = JSON.parse(json);
    const mapped = mapStrings(given, replace);
    expect(JSON.stringify(mapped)).toBe(
      '{"a":"bb","b":[1,["xbby"],{"c":"c"}],"__proto__":{"a":["bb"]},"d":{"e":null}}',
    );
    expect(JSON.stringify(given)).toBe(JSON.stringify(JSON.parse(json)));
    expect(mapStrings(mapped, replace)).toBe(mapped);
  });

  test("is equivalent to replacing in the JSON of values", () => {
    fc.assert(
      fc.property(value, (one) => {
        const expected: unknown = JSON.parse(JSON.stringify(one), (_, own: unknown) =>
          typeof own === "string" ? replace(own) : own,
        );
        expect(JSON.stringify(mapStrings(one, replace))).toBe(JSON.stringify(expected));
      }),
    );
  });
});
