/** Plain data in which every text, but no name of a member, is replaced; what holds none that changes is the same object. */
export function mapStrings<T>(value: T, replace: (text: string) => string): T;
export function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return mapItems(value, replace);
  // The names come from the object itself.
  const members = value as Readonly<Record<string, unknown>>;
  const changed = new Map<string, unknown>();
  for (const name of Object.keys(members)) {
    const own = members[name];
    const mapped = mapStrings(own, replace);
    if (mapped !== own) changed.set(name, mapped);
  }
  if (changed.size === 0) return value;
  // `fromEntries` keeps a member named `__proto__`; assignment would not.
  return Object.fromEntries(
    Object.keys(members).map((name) => [name, changed.has(name) ? changed.get(name) : members[name]]),
  );
}

function mapItems(items: readonly unknown[], replace: (text: string) => string): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (const [index, item] of items.entries()) {
    const mapped = mapStrings(item, replace);
    if (mapped === item) continue;
    changed ??= [...items];
    changed[index] = mapped;
  }
  return changed ?? items;
}
