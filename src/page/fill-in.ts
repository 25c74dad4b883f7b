/** Puts values into the places of a text: `({number}) {label}`. A place without a value stays. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  if (!text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}
