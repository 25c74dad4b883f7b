import { type JsonLeaf, readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { lastText, textAt } from "../../sequence/text-at.ts";

/**
 * Members that others declare secret by their path, as in Terraform's output: `"sensitive_attributes": [[{"type": "get_attr", "value":
 * "result"}]]` next to `attributes`, `"after_sensitive": {"result": true}` next to `after`, and the type of a resource.
 */
export interface HiddenMembers {
  readonly note: (leaf: JsonLeaf, text: string) => void;
  readonly has: (leaf: JsonLeaf, text: string) => boolean;
}

export function createHiddenMembers(): HiddenMembers {
  // Paths below a member, by the offset of its object and its name.
  const hidden = new Map<string, Set<string>>();
  const add = (object: number, member: string, path: string): void => {
    const key = `${object} ${member}`;
    const known = hidden.get(key);
    if (known === undefined) hidden.set(key, new Set([path]));
    else known.add(path);
  };
  const written = new Map<number, { readonly object: number; readonly path: string[] }>();
  const notePart = (leaf: JsonLeaf, object: number, text: string): void => {
    const steps = leaf.containers.findLast((place) => text.charCodeAt(place) === TOKEN.openArray) ?? object;
    // A path in a list of its own, or a name.
    const list = leaf.isItem ? leaf.start : steps;
    const known = written.get(list) ?? { object, path: [] };
    written.set(list, known);
    known.path.push(readString(text, leaf.start, leaf.end));
  };
  return {
    note: (leaf, text) => {
      const { kind, start, end, names } = leaf;
      if (kind === TOKEN.string && lastText(names) === "type") {
        const objects = objectsOf(leaf, text);
        const members = RESOURCES[readString(text, start, end)] ?? [];
        for (const member of members) {
          for (const [own, below] of STATES) add(objects.at(-1) ?? -1, own, below + member);
        }
      }
      const index = names.findIndex((name) => MIRROR.test(name));
      if (index < 0) return;
      const object = objectsOf(leaf, text)[index] ?? -1;
      const name = textAt(names, index);
      if (kind === TOKEN.word) {
        if (text.startsWith("true", start))
          add(object, name.replace(/^sensitive_|_sensitive$/, ""), names.slice(index + 1).join("/"));
      } else if (name === "sensitive_attributes" && kind === TOKEN.string && lastText(names) !== "type") {
        notePart(leaf, object, text);
      }
    },
    has: (leaf, text) => {
      if (written.size === 0 && hidden.size === 0) return false;
      for (const { object, path } of written.values()) add(object, "attributes", path.join("/"));
      written.clear();
      const { names } = leaf;
      return objectsOf(leaf, text).some((object, index) => {
        const paths = hidden.get(`${object} ${textAt(names, index)}`);
        if (paths === undefined) return false;
        const own = names.slice(index + 1).join("/");
        return Array.from(paths).some((path) => path === "" || own === path || own.startsWith(`${path}/`));
      });
    },
  };
}

const MIRROR = /^(?:(?:before|after|prior|planned)_sensitive|sensitive_\w+)$/;

/** Each has one name that leads to the leaf. */
function objectsOf({ containers }: JsonLeaf, text: string): number[] {
  return containers.filter((place) => text.charCodeAt(place) === TOKEN.openObject);
}

/** The place of a resource's attributes: in a state, in its older form, in a plan. */
const STATES: readonly (readonly [member: string, below: string])[] = [
  ["instances", "attributes/"],
  ["primary", "attributes/"],
  ["values", ""],
  ["attributes", ""],
  ["change", "after/"],
  ["change", "before/"],
];

/** Secrets of resources with names that are not telling, according to their providers' documentation. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  random_password: ["result", "bcrypt_hash"],
  random_bytes: ["base64", "hex"],
  azurerm_key_vault_secret: ["value"],
  kubernetes_secret: ["data", "binary_data"],
  vault_generic_secret: ["data", "data_json"],
  github_actions_secret: ["plaintext_value", "encrypted_value"],
};
