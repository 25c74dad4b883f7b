import { heldBy, type JsonLeaf, readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText, textAt } from "../../sequence/text-at.ts";

/**
 * What is given to the parameters of a statement as a list of objects: `"args": [{"type": "text", "value": "…"}]` of libSQL,
 * `"parameters": [{"name": "p", "value": {"stringValue": "…"}}]` of Amazon's Data API.
 */
export interface SqlArguments {
  readonly note: (leaf: JsonLeaf, text: string) => void;
  /** The parameter of the statement to which a value is passed. */
  readonly parameterOf: (leaf: JsonLeaf) => SqlParameter | undefined;
}

interface SqlParameter {
  /** The object that holds the statement and the list. */
  readonly holder: number;
  readonly place: number;
  readonly name: string;
}

/** Members that hold what is given to a statement. */
export const PARAMETERS =
  /^(?:(?:named_?)?(?:params?|parameters?|args|arguments)|bind(?:ing|ing_?)?s?|bind_?(?:params|values)|values|data)$/i;

export function createSqlArguments(): SqlArguments {
  const places = new Map<number, number>();
  const names = new Map<number, string>();
  const last = new Map<number, { readonly item: number; readonly place: number }>();
  return {
    note: (leaf, text) => {
      const item = itemOf(leaf);
      if (item === undefined || text.charCodeAt(item.list) !== TOKEN.openArray) return;
      const before = last.get(item.list);
      if (before?.item !== item.object) {
        const place = before === undefined ? 0 : before.place + 1;
        last.set(item.list, { item: item.object, place });
        places.set(item.object, place);
      }
      if (leaf.kind === TOKEN.string && NAME.test(lastText(leaf.names)))
        names.set(item.object, readString(text, leaf.start, leaf.end).replace(/^[:@$]/, ""));
    },
    parameterOf: (leaf) => {
      const item = itemOf(leaf);
      const place = item && places.get(item.object);
      if (item === undefined || place === undefined || NO_VALUE.test(lastText(leaf.names))) return undefined;
      return { holder: item.holder, place, name: names.get(item.object) ?? "" };
    },
  };
}

const NAME = /^(?:name|key|parameter|param)$/i;

const NO_VALUE = /^(?:name|key|param|parameter|.*(?:type|kind|hint))$/i;

/** The object in the list that a member belongs to, or the value in it that is an object. */
function itemOf({ names, containers }: JsonLeaf): { object: number; list: number; holder: number } | undefined {
  const depth = [1, 2].find(
    (one) =>
      PARAMETERS.test(textAt(names, names.length - one - 1)) &&
      (one === 1 || textAt(names, names.length - 2) === "value"),
  );
  if (depth === undefined) return undefined;
  return {
    object: heldBy(containers, depth),
    list: heldBy(containers, depth + 1),
    holder: heldBy(containers, depth + 2),
  };
}
