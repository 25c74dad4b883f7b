import { UserError } from "../../errors.ts";
import { createGlob } from "../../sequence/glob.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { Entry } from "../model/types.ts";
import { toAddress } from "../names/address.ts";
import { nameFailure } from "../names/name-failure.ts";
import { mediaTypeOf, resourceOf } from "./resource.ts";

/** Tells whether something holds of an exchange. */
export type Condition = (entry: Entry) => boolean;

interface Field {
  readonly read: (entry: Entry) => string | number;
  /** Whether capitals count for nothing. */
  readonly ignoresCase?: true;
}

/** What of an exchange a condition can be about. */
const FIELDS: Readonly<Record<string, Field>> = {
  status: { read: ({ response }) => response.status },
  time: { read: ({ time }) => time },
  size: { read: ({ response }) => response.content.size },
  method: { read: ({ request }) => request.method, ignoresCase: true },
  host: { read: ({ request }) => toAddress(request.url).host, ignoresCase: true },
  path: { read: ({ request }) => toAddress(request.url).path },
  url: { read: ({ request }) => request.url },
  type: { read: mediaTypeOf, ignoresCase: true },
  resource: { read: resourceOf, ignoresCase: true },
  error: { read: (entry) => nameFailure(entry) ?? "" },
};

/** Names of the fields. */
export const FIELD_NAMES: readonly string[] = Object.keys(FIELDS);

const COMPARISONS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  ">=": (value, wanted) => value >= wanted,
  "<=": (value, wanted) => value <= wanted,
  ">": (value, wanted) => value > wanted,
  "<": (value, wanted) => value < wanted,
};

/** Reads `status>=500`, `path=/v1/**`, `host~example`. Throws a `UserError` for what is no condition. */
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
