/**
 * An object without those of its fields that are undefined, as it would be read back from JSON: what is not known is
 * not there. Fields keep their order.
 */
export function onlyKnown<Fields extends object>(fields: Fields): Known<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Only fields are gone whose type allows that.
  return Object.fromEntries(entries) as Known<Fields>;
}

export type Known<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
