import { classOfVariable } from "../names.ts";
import { isPlaceholder } from "../placeholder.ts";
import type { Vault } from "../vault/vault.ts";

/**
 * Masks the passwords in a configuration file, such as YAML, if a whole line contains one: in text of other kinds, a single word after
 * `password:` may be prose.
 */
export function maskSettings(text: string, vault: Vault): string {
  return text.replaceAll(LINE, (line: string, head: string, name: string, value: string) => {
    const isPassword = classOfVariable(name) === "password" && !isPlaceholder(value);
    return isPassword ? head + vault.mask(value, "password") + line.slice(head.length + value.length) : line;
  });
}

/** `password: value`, and what is on the next line after `password: |`. */
const LINE =
  /^([ \t]*(?:-[ \t]+)?["']?([\w.-]{2,60})["']?[ \t]*[:=][ \t]*(?:[|>][-+]?[ \t]*\r?\n[ \t]+|["'])?)([^\s"'#|>{[&*!][^\s"']*)["']?[ \t\r]*$/gm;
