import { readFileSync } from "node:fs";

import { toCell, writeTable } from "./markdown-table.ts";

/** The part of JSON Schema that the schema of the project file uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: number;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly properties?: Members;
  readonly required?: readonly string[];
  readonly $defs?: Members;
}

type Members = Readonly<Record<string, Schema>>;

/** The page of all keys of the project file, from its schema. */
export function toKeyReference(): string {
  // Our own file, written by scripts/schemas.ts.
  const text = readFileSync(new URL("../../schemas/config.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(text) as Schema;
  const { Walkthrough: one = {}, ...parts } = schema.$defs ?? {};
  const [top, ofOne] = [schema.properties ?? {}, one.properties ?? {}];
  const select = (isWanted: (name: string) => boolean): Schema => ({
    required: schema.required ?? [],
    properties: Object.fromEntries(Object.entries({ ...top, ...ofOne }).filter(([name]) => isWanted(name))),
  });
  const isTop = (name: string): boolean => Object.hasOwn(top, name);
  const isOfOne = (name: string): boolean => Object.hasOwn(ofOne, name);
  return [
    HEAD,
    "## At the top level\n",
    toKeyTable(select((name) => isTop(name) && !isOfOne(name))),
    "## In a walkthrough\n",
    toKeyTable(select((name) => isOfOne(name) && !isTop(name))),
    "## At the top level or in a walkthrough\n",
    "At the top level, they apply to all walkthroughs. In a walkthrough, they take precedence.\n",
    toKeyTable(select((name) => isTop(name) && isOfOne(name))),
    ...Object.entries(parts).flatMap(([name, part]) => [`## ${name}\n`, toKeyTable(part)]),
  ].join("\n");
}

const HEAD = `<!-- Written by \`npm run tables\` from the schema of the project file. -->

# Keys of the project file

\`wirewalk help KEY\` prints the text for one key. [The project file](../guide/project-file.md) explains how the keys work together.
`;

function toKeyTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const meaning = toCell(schema.description ?? "");
    // Some end with an example, without a full stop.
    const sentence = /[.!?]$/.test(meaning) ? meaning : `${meaning}.`;
    return [`\`${name}\``, describeValue(schema), required.includes(name) ? `${sentence} Required.` : meaning];
  });
  return writeTable(["key", "value", "meaning"], rows);
}

/** The type of a key's value, in words: `list of text`. */
function describeValue(schema: Schema): string {
  const { type, enum: words, const: only, anyOf, $ref, items, additionalProperties } = schema;
  if (anyOf !== undefined) return [...new Set(anyOf.map(describeValue))].join(" or ");
  if ($ref !== undefined) return linkTo($ref.replace("#/$defs/", ""));
  if (words !== undefined) return words.map((word) => `\`${word}\``).join(", ");
  if (only !== undefined) return `\`${only}\``;
  if (items !== undefined) return `list of ${describeValue(items)}`;
  if (additionalProperties) return `map to ${describeValue(additionalProperties)}`;
  if (schema.properties !== undefined) return `\`{ ${Object.keys(schema.properties).join(", ")} }\``;
  return WORDS[type ?? ""] ?? "any value";
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "integer",
  boolean: "`true` or `false`",
};

/** A walkthrough has no table of its own. */
function linkTo(name: string): string {
  return name === "Walkthrough" ? "[walkthrough](#in-a-walkthrough)" : `[${name}](#${name.toLowerCase()})`;
}
