import type { SecretClass } from "../formats/classes.ts";

/** How a notation sets a name apart from its value. */
export interface NamedShape {
  /** Groups `name` and `value`; has the flags g and d. */
  readonly pattern: RegExp;
  /** Whether words of prose and code may look like this too; what has no digit is taken for one. */
  readonly isPlain: boolean;
  /** What the value is where there is no name. */
  readonly secretClass?: SecretClass;
}
