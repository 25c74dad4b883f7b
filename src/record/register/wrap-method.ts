import type { ExchangeRecord } from "../capture/exchange-record.ts";
import { recordOf } from "./attachment.ts";

/** Receives the arguments of a call; must not throw, because the traced program would notice. */
export type Hook = (record: ExchangeRecord, args: readonly unknown[], target: object) => void;

/** Lets a hook see each call of a method on objects that have a record, before the method itself. */
export function wrapMethod(prototype: object, name: string, hook: Hook): void {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== "function") return;
  const wrapped = function (this: object, ...args: unknown[]): unknown {
    const record = recordOf(this);
    if (record !== undefined) hook(record, args, this);
    return Reflect.apply(original, this, args);
  };
  // As inconspicuous as possible: the same name, the same number of parameters, not enumerable.
  for (const property of ["name", "length"] as const) {
    Object.defineProperty(wrapped, property, { value: original[property], configurable: true });
  }
  Object.defineProperty(prototype, name, { value: wrapped, writable: true, configurable: true, enumerable: false });
}
