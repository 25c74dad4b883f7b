import { afterAll, describe, expect, test, vi } from "vitest";

import * as headerNames from "../../src/redact/names/header-names.ts";
import * as memberNames from "../../src/redact/names/member-names.ts";
import * as pathWords from "../../src/redact/names/path-words.ts";
import * as publicValues from "../../src/redact/names/public-values.ts";
import * as signInNames from "../../src/redact/names/sign-in-names.ts";
import type { RedactionPolicy } from "../../src/redact/policy.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody } from "./redact.ts";
import { OPAQUE } from "./samples.ts";

/** Copies whose tables can be looked up by name. */
const rules = { ...headerNames, ...memberNames, ...pathWords, ...publicValues, ...signInNames };

/** Replaces the tables that the redactor reads by these, without `changed`. */
function mockTables(changed: object): void {
  vi.doMock("../../src/redact/names/header-names.ts", () => ({ ...headerNames, ...changed }));
  vi.doMock("../../src/redact/names/member-names.ts", () => ({ ...memberNames, ...changed }));
  vi.doMock("../../src/redact/names/path-words.ts", () => ({ ...pathWords, ...changed }));
  vi.doMock("../../src/redact/names/public-values.ts", () => ({ ...publicValues, ...changed }));
  vi.doMock("../../src/redact/names/sign-in-names.ts", () => ({ ...signInNames, ...changed }));
}

/** Each entry of each table has an effect: with all entries, its example is redacted correctly, and without that one entry, it is not. */
interface Mutation {
  readonly table: string;
  readonly entry: string;
  /** The tables without the entry. */
  readonly without: object;
  readonly example: () => Exchange;
  /** Text that must disappear from the example, or stay. */
  readonly value: string;
  readonly stays?: boolean;
  readonly policy?: RedactionPolicy;
}

const RANDOM = "a8F3kd92LmQ0pX7vB1nZ5c";

const inJson = (name: string, value = OPAQUE): Exchange =>
  anExchange({ requestBody: aBody(JSON.stringify({ [name]: value })) });
const inHeader = (name: string, value = OPAQUE): Exchange => anExchange({ requestHeaders: [name, value] });
const inUrl = (rest: string): Exchange => anExchange({ url: `http://h${rest}` });

function omit<Value>(table: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => name !== key));
}

function mutateRecord(
  table: "SECRET_PATHS" | "SIGN_IN_NAMES" | "SECRET_HEADERS",
  toExample: (entry: string) => Exchange,
): Mutation[] {
  return Object.keys(rules[table]).map((entry) => {
    const without = { [table]: omit<unknown>(rules[table], entry) };
    return { table, entry, without, example: () => toExample(entry), value: OPAQUE };
  });
}

type ListName = "SECRET_PATH_WORDS" | "SECRET_PATH_PLACES" | "SECRET_ENDINGS" | "SECRET_HEADER_ENDINGS";
type SetName = "COMMON_WORDS" | "PUBLIC_HEADERS" | "PUBLIC_NAMES" | "SHOWN_HEADERS" | "SIGN_IN_COMPANIONS";

function mutateList(table: ListName, toExample: (entry: string) => Exchange, value = OPAQUE): Mutation[] {
  return rules[table].map((item, index) => {
    const entry = typeof item === "string" ? item : item[0];
    const without = { [table]: rules[table].filter((_, at) => at !== index) };
    return { table, entry, without, example: () => toExample(entry), value };
  });
}

function mutateSet(
  table: SetName,
  toExample: (entry: string) => Exchange,
  rest: Omit<Partial<Mutation>, "example"> = {},
): Mutation[] {
  return [...rules[table]].map((entry) => {
    const without = { [table]: new Set([...rules[table]].filter((one) => one !== entry)) };
    return Object.assign({ table, entry, without, example: () => toExample(entry), value: OPAQUE }, rest);
  });
}

function nest(path: string): Exchange {
  const value = path.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), OPAQUE);
  return anExchange({ requestBody: aBody(JSON.stringify(value)) });
}

const mutations: readonly Mutation[] = [
  ...Object.entries(rules.SECRET_NAMES).flatMap(([secretClass, names]) =>
    names.map((entry) => ({
      table: "SECRET_NAMES",
      entry,
      without: { SECRET_NAMES: { ...rules.SECRET_NAMES, [secretClass]: names.filter((name) => name !== entry) } },
      example: () => inUrl(`/x?${entry}=${OPAQUE}`),
      value: OPAQUE,
    })),
  ),
  ...mutateList("SECRET_ENDINGS", (entry) => inJson(`my_${entry}`)),
  ...mutateSet("PUBLIC_NAMES", (entry) => inJson(entry), { stays: true }),
  ...mutateRecord("SECRET_PATHS", nest),
  ...mutateRecord("SIGN_IN_NAMES", (entry) => inUrl(`/?${entry}=${OPAQUE}&redirect_uri=x`)),
  ...mutateSet("SIGN_IN_COMPANIONS", (entry) => inUrl(`/?state=${OPAQUE}&${entry}=x`)),
  ...mutateRecord("SECRET_HEADERS", (entry) => inHeader(entry)),
  ...mutateList("SECRET_HEADER_ENDINGS", (entry) => inHeader(`x-my${entry}`)),
  ...mutateSet("PUBLIC_HEADERS", (entry) => inHeader(entry), { stays: true }),
  ...mutateList("SECRET_PATH_WORDS", (entry) => inUrl(`/${entry}/${RANDOM}`), RANDOM),
  ...mutateList("SECRET_PATH_PLACES", (entry) => inUrl(`/${entry}/${RANDOM}`), RANDOM),
  ...mutateSet("SHOWN_HEADERS", (entry) => inHeader(entry, "seen"), {
    stays: true,
    value: "seen",
    policy: { level: "strict" },
  }),
  ...[...rules.COMMON_WORDS].map((entry) => ({
    table: "COMMON_WORDS",
    entry,
    without: { COMMON_WORDS: new Set([...rules.COMMON_WORDS].filter((one) => one !== entry)) },
    example: () => anExchange({ requestHeaders: ["X-Auth-Token", entry], reason: `so ${entry} it is` }),
    value: `so ${entry} it is`,
    stays: true,
  })),
];

type Example = Pick<Mutation, "example" | "policy">;

/** The example after redaction with the current tables. */
function redactBy(create: typeof createRedactor, { example, policy = {} }: Example): string {
  const exchange = example();
  create({ policy }).redactExchange(exchange);
  return JSON.stringify(exchange);
}

/** The same with the tables as they are mocked now. This test spends most of its time on loading the redaction code again. */
async function redactAnew(mutation: Example): Promise<string> {
  vi.resetModules();
  const changed = await import("../../src/redact/redactor.ts");
  return redactBy(changed.createRedactor, mutation);
}

describe("each entry of the tables of rules", () => {
  afterAll(() => {
    mockTables({});
    vi.resetModules();
  });

  test.each(mutations.map((mutation) => [mutation.table, mutation.entry, mutation] as const))(
    "%s: %s",
    async (_table, _entry, mutation) => {
      const stays = mutation.stays === true;
      expect(redactBy(createRedactor, mutation).includes(mutation.value)).toBe(stays);
      mockTables(mutation.without);
      expect((await redactAnew(mutation)).includes(mutation.value)).toBe(!stays);
    },
  );
});
