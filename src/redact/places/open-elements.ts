import { createTally } from "../../sequence/tally.ts";
import { lastText } from "../../sequence/text-at.ts";
import type { SecretClass } from "../formats/classes.ts";

export interface Element {
  /** Its name, without a namespace prefix. */
  readonly local: string;
  /** The class of its content according to its attributes. */
  readonly labelled: SecretClass | undefined;
  /** Whether its content is neither a secret nor the name of one. */
  readonly isQuiet: boolean;
}

/** The elements of markup that are open. HTML leaves elements open: what was opened within ends with it. */
export interface OpenElements {
  readonly open: (element: Element) => void;
  readonly close: (local: string) => void;
  /** @param back 1 for the innermost. @default 1 */
  readonly last: (back?: number) => Element;
  /** The innermost telling name. */
  readonly name: () => string;
}

export function createOpenElements(): OpenElements {
  const elements: Element[] = [];
  const names: string[] = [];
  const counts = createTally<string>();
  const drop = (): string => {
    names.pop();
    const { local } = elements.pop() ?? NO_ELEMENT;
    counts.add(local, -1);
    return local;
  };
  return {
    open: (element) => {
      const { local } = element;
      names.push(isGeneric(local) ? lastText(names) : local);
      elements.push(element);
      counts.add(local);
    },
    close: (local) => {
      // Any number may end that never began, within any number that are open.
      if (counts.of(local) === 0) return;
      while (drop() !== local);
    },
    last: (back = 1) => elements.at(-back) ?? NO_ELEMENT,
    name: () => lastText(names),
  };
}

const NO_ELEMENT: Element = { local: "", labelled: undefined, isQuiet: true };

/** Also of settings in Java (`<param-name>password</param-name><param-value>…`). */
const GENERIC = /^(?:param|enventry|configproperty|property)?value$/;

/** Elements whose name is not telling. */
export function isGeneric(local: string): boolean {
  return local === "string" || GENERIC.test(local);
}
