/** A copy of plain data in which every text, but no name of a member, is replaced. */
export function mapStrings<T>(value: T, replace: (text: string) => string): T;
export function mapStrings(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapStrings(member, replace)]));
}
