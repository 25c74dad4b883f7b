import { readFileSync } from "node:fs";

import { UserError } from "../../errors.ts";
import { locateOwnFile } from "../../own-files.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";

/** The parts of JSON Schema that the schema of the project file uses. */
interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Whether the project file has a key of this name, at its top or in a walkthrough. */
export function isKey(name: string): boolean {
  const { top, one } = readSchema();
  return Object.hasOwn(top, name) || Object.hasOwn(one, name);
}

/**
 * What a key of the project file means, where it belongs, and what it may contain.
 *
 * @param commands names that may have been meant as well
 * @throws UserError for an unknown key
 */
export function explainKey(key: string, commands: readonly string[] = []): string {
  const { schema, top, one } = readSchema();
  const [first = "", ...below] = key.split(".");
  const known = new Set([...Object.keys(top), ...Object.keys(one)].filter((name) => !name.startsWith("$")));
  if (!known.has(first)) throw unknownKey(first, known, commands);
  let found: Schema = ownOf(one, first) ?? ownOf(top, first) ?? {};
  for (const name of below) {
    const members = membersOf(found, schema);
    const next = ownOf(members, name);
    if (next === undefined) throw unknownKey(name, new Set(Object.keys(members)));
    found = next;
  }
  const places = [
    ...(Object.hasOwn(top, first) ? ["for all walkthroughs"] : []),
    ...(Object.hasOwn(one, first) ? ["in a walkthrough"] : []),
  ];
  const members = Object.entries(membersOf(found, schema)).map(
    ([name, { description = "" }]) => `  ${name.padEnd(14)} ${description}`,
  );
  return [
    `${key} (${places.join(", or ")})`,
    `  ${found.description ?? "No description."}`,
    ...(found.enum === undefined ? [] : [`  One of: ${found.enum.join(", ")}`]),
    ...(members.length === 0 ? [] : ["", "Keys below it:", ...members]),
    "",
  ].join("\n");
}

type Members = Readonly<Record<string, Schema>>;

function readSchema(): { readonly schema: Schema; readonly top: Members; readonly one: Members } {
  // Our own file, written by scripts/schemas.ts.
  const schema = JSON.parse(readFileSync(locateOwnFile("schemas/config.schema.json"), "utf8")) as Schema;
  return { schema, top: schema.properties ?? {}, one: schema.$defs?.["Walkthrough"]?.properties ?? {} };
}

function unknownKey(name: string, known: ReadonlySet<string>, commands: readonly string[] = []): UserError {
  const nearest = adviseNearest(name, [...commands, ...known]);
  return new UserError(`"${name}" is neither a command nor a key of the project file.${nearest}`, {
    hint: known.size === 0 ? "It has no keys below it." : `Keys: ${[...known].join(", ")}.`,
  });
}

/** A name such as `constructor` is not a key. */
function ownOf(members: Readonly<Record<string, Schema>>, name: string): Schema | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function membersOf({ properties, items, $ref }: Schema, whole: Schema): Readonly<Record<string, Schema>> {
  if (properties !== undefined) return properties;
  if (items !== undefined) return membersOf(items, whole);
  const named = $ref === undefined ? undefined : ownOf(whole.$defs ?? {}, $ref.replace("#/$defs/", ""));
  return named === undefined ? {} : membersOf(named, whole);
}
