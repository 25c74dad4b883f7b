/** Whether every text in plain data passes a check, except the names of its fields. */
export function everyString(value: unknown, check: (text: string) => boolean): boolean {
  if (typeof value === "string") return check(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((member: unknown) => everyString(member, check));
  for (const member of Object.values(value)) if (!everyString(member, check)) return false;
  return true;
}
