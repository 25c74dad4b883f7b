import type { SecretClass } from "../formats/classes.ts";
import { isOwnAlias } from "../own-alias.ts";
import { isPlaceholder } from "../placeholder.ts";
import { type Vault, createVault } from "./vault.ts";

/** A vault for scanning only: mere placeholders for a secret, such as `<token>` in a page, are ignored. */
export interface ScanVault extends Vault {
  /** The class of the last masked secret, except usernames. */
  readonly lastClass: () => SecretClass;
  /** Whether anything except usernames was masked since the last call: next to an alias one is shown. */
  readonly hasMasked: () => boolean;
  /** What JSON in the texts since the last call shows, although its name is one of a secret: the label of a field. */
  readonly takeShown: () => ReadonlySet<string>;
}

export function createScanVault(): ScanVault {
  const vault = createVault();
  let last: SecretClass = "secret";
  let isTold = false;
  let shown = new Set<string>();
  return {
    ...vault,
    mask: (value, secretClass) => {
      if (isPlaceholder(value) || isOwnAlias(value)) return value;
      const masked = vault.mask(value, secretClass);
      if (masked !== value && secretClass !== "user") {
        last = secretClass;
        isTold = true;
      }
      return masked;
    },
    noteShown: (value) => shown.add(value),
    takeShown: () => {
      const taken = shown;
      shown = new Set();
      return taken;
    },
    lastClass: () => last,
    hasMasked: () => {
      const was = isTold;
      isTold = false;
      return was;
    },
  };
}
