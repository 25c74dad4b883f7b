/** An object without its undefined fields, as if read back from JSON: unknown fields are absent. Fields keep their order. */
export function onlyKnown<Fields extends object>(fields: Fields): Known<Fields> {
  // Most have all of them.
  if (!Object.values(fields).includes(undefined)) return { ...fields };
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Only fields whose type allows it are removed.
  return Object.fromEntries(entries) as Known<Fields>;
}

export type Known<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };
