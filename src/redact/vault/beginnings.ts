import { createGroups } from "../../sequence/groups.ts";
import type { Finder } from "./finder.ts";
import type { Form } from "./forms.ts";
import { unescapeAll } from "./unescape.ts";

/** Values by how they begin, for texts that end within one. */
export interface Beginnings<Label> {
  readonly add: Finder<Label>["add"];
  readonly findAtEnd: Finder<Label>["findUnfinished"];
}

export function createBeginnings<Label>(): Beginnings<Label> {
  const byBeginning = createGroups<string, { readonly form: Form; readonly label: Label }>();
  return {
    add: (form, label) => byBeginning.add(form.text.slice(0, SHORTEST_PART), { form, label }),
    findAtEnd: (text) => {
      const base = Math.max(0, text.length - LONGEST_PART);
      const end = text.slice(base).replace(CUT_ESCAPE, "");
      for (const { text: view, places } of [{ text: end, places: undefined }, ...unescapeAll(end)]) {
        for (let start = 0; start + SHORTEST_PART <= view.length; start += 1) {
          const found = byBeginning
            .of(view.slice(start, start + SHORTEST_PART))
            .find(({ form }) => form.text.startsWith(view.slice(start)));
          if (found !== undefined) return { start: base + (places?.startOf(start) ?? start), label: found.label };
        }
      }
      return undefined;
    },
  };
}

/** An escape that is truncated. */
const CUT_ESCAPE = /(?:%[\dA-F]?|(?<!\\)\\+(?:u[\dA-F]{0,3}|x[\dA-F]?)?|&#?\w{0,8})$/i;

/** Characters of a value that distinguish it from others; fewer are left unmasked where a text was truncated. */
const SHORTEST_PART = 4;

/** Characters before the end in which a cut value may begin. */
const LONGEST_PART = 16_384;
