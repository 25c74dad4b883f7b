import type { ExchangeRecord } from "../capture/exchange-record.ts";

/** Attaches a record to an object of the traced program. It is invisible to inspection and enumeration. */
export function attachRecord(target: object, record: ExchangeRecord): void {
  // oxlint-disable-next-line no-new -- the constructor adds a private field to the object it is given
  new Attachment(target, record);
}

export const recordOf = (target: object): ExchangeRecord | undefined => Attachment.of(target);

/** A constructor may return another object than its own: a subclass then puts its private fields on that one. */
// oxlint-disable-next-line typescript/no-extraneous-class -- what it returns is what it is for
class Itself {
  constructor(target: object) {
    return target;
  }
}

/** A WeakMap would work too, but costs more than reading the headers of an exchange (docs/notes/undici.md). */
class Attachment extends Itself {
  readonly #record: ExchangeRecord;

  constructor(target: object, record: ExchangeRecord) {
    super(target);
    this.#record = record;
  }

  static of(target: object): ExchangeRecord | undefined {
    return #record in target ? target.#record : undefined;
  }
}
