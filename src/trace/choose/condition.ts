import { UserError } from "../../errors.ts";
import { createGlob } from "../../sequence/glob.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { Entry } from "../model/types.ts";
import { toAddress } from "../names/address.ts";
import { nameFailure } from "../names/name-failure.ts";
import { mediaTypeOf, resourceOf } from "./resource.ts";

/** Evaluates a condition for an exchange. */
export type Condition = (entry: Entry) => boolean;

interface Field {
  readonly read: (entry: Entry) => string | number;
  /** For the schema and the reference of the project file. */
  readonly meaning: string;
  /** Whether case is ignored. */
  readonly ignoresCase?: true;
}

/** The parts of an exchange that a condition can test. */
const FIELDS: Readonly<Record<string, Field>> = {
  status: { read: ({ response }) => response.status, meaning: "Status code: 404, 4xx, >=400; 0 without a response." },
  time: { read: ({ time }) => time, meaning: "Milliseconds: >1000." },
  size: { read: ({ response }) => response.content.size, meaning: "Bytes of the response body: <100000." },
  method: { read: ({ request }) => request.method, meaning: "Method: POST.", ignoresCase: true },
  host: {
    read: ({ request }) => toAddress(request.url).host,
    meaning: "Host, and the port if it is not the default of the scheme: *.example.com",
    ignoresCase: true,
  },
  path: { read: ({ request }) => toAddress(request.url).path, meaning: "Path without the query, as sent: /v1/**" },
  url: { read: ({ request }) => request.url, meaning: "Whole URL: https://a.example/x?*" },
  type: { read: mediaTypeOf, meaning: "Media type of the response, without parameters: image/*", ignoresCase: true },
  resource: { read: resourceOf, meaning: "Resource type in the browser: fetch.", ignoresCase: true },
  error: { read: (entry) => nameFailure(entry) ?? "", meaning: "Code of a failure: ECONNRESET." },
};

/** Names of the fields. */
export const FIELD_NAMES: readonly string[] = Object.keys(FIELDS);

/** What a field of `FIELD_NAMES` holds, with an example of a condition on it. */
export function describeField(name: string): string {
  return FIELDS[name]?.meaning ?? "";
}

const COMPARISONS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  ">=": (value, wanted) => value >= wanted,
  "<=": (value, wanted) => value <= wanted,
  ">": (value, wanted) => value > wanted,
  "<": (value, wanted) => value < wanted,
};

/** Reads `status>=500`, `path=/v1/**`, `host~example`. Throws a `UserError` for an invalid condition. */
export function toCondition(text: string): Condition {
  const [, name = "", sign = "", operand = ""] = matchParts(/^\s*([a-z]+)\s*(!=|>=|<=|=|>|<|~)\s*(.*?)\s*$/s, text);
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined || sign === "") {
    throw new UserError(`"${text}" is not a condition on exchanges.`, {
      hint: `Write one like \`status>=500\` or \`path=/v1/**\`, with ${FIELD_NAMES.join(", ")}.`,
    });
  }
  const { read } = field;
  if (sign === "~") return (entry) => String(read(entry)).includes(operand);
  if (NUMBERS.has(name)) return compareNumbers(text, { read, name, sign, operand });
  return compareTexts(field, sign, operand);
}

const NUMBERS: ReadonlySet<string> = new Set(["status", "time", "size"]);

interface NumberComparison {
  readonly read: Field["read"];
  readonly name: string;
  readonly sign: string;
  readonly operand: string;
}

function compareNumbers(text: string, { read, name, sign, operand }: NumberComparison): Condition {
  const compare = COMPARISONS[sign] ?? Object.is;
  const isClass = name === "status" && /^\dxx$/i.test(operand);
  if (isClass && (sign === "=" || sign === "!=")) {
    return (entry) => (Math.floor(Number(read(entry)) / 100) === Number(operand[0])) === (sign === "=");
  }
  if (operand === "" || Number.isNaN(Number(operand))) {
    throw new UserError(`"${text}" compares a number with "${operand}".`, {
      hint: "Write a number, as in `status>=500`.",
    });
  }
  return (entry) => compare(Number(read(entry)), Number(operand));
}

function compareTexts({ read, ignoresCase }: Field, sign: string, operand: string): Condition {
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const wanted = fold(operand);
  if (sign !== "=" && sign !== "!=") {
    const isSmaller = sign.startsWith("<");
    return (entry) => {
      const value = fold(String(read(entry)));
      return value === wanted ? sign.endsWith("=") : value < wanted === isSmaller;
    };
  }
  const isLike = createGlob(wanted);
  return (entry) => isLike(fold(String(read(entry)))) === (sign === "=");
}
