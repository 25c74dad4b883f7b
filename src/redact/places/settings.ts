import { classOfVariable } from "../names.ts";
import { isPlaceholder } from "../placeholder.ts";
import type { Vault } from "../vault/vault.ts";

/**
 * Masks the passwords in a file of settings, such as YAML, where a whole line says one: in text of other kinds, a single word
 * behind `password:` may be prose.
 */
export function maskSettings(text: string, vault: Vault): string {
  return text.replaceAll(LINE, (line: string, head: string, name: string, value: string) => {
    const isPassword = classOfVariable(name) === "password" && !isPlaceholder(value);
    return isPassword ? head + vault.mask(value, "password") + line.slice(head.length + value.length) : line;
  });
}

/** `password: value`, and what stands on the next line behind `password: |`. */
const LINE =
  /^([ \t]*(?:-[ \t]+)?["']?([\w.-]{2,60})["']?[ \t]*[:=][ \t]*(?:[|>][-+]?[ \t]*\r?\n[ \t]+|["'])?)([^\s"'#|>{[&*!][^\s"']*)["']?[ \t\r]*$/gm;
