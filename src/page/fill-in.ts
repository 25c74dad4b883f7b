/** Puts values into the places of a text: `({number}) {label}`. A place without a value stays. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  if (!text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (place, key: string) => (Object.hasOwn(values, key) ? String(values[key]) : place));
}

/** A text of the locale with its values: for a count of one, the text `NAME_one` if the locale has it. */
export function fillInMessage(
  messages: Readonly<Record<string, string>>,
  name: string,
  values: Readonly<Record<string, string | number>>,
): string | undefined {
  const isOne = String(values["count"]) === "1";
  const message = (isOne ? messages[`${name}_one`] : undefined) ?? messages[name];
  return message === undefined ? undefined : fillIn(message, values);
}
