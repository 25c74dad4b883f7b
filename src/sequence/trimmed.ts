/** A text without blanks around it, such as the value of a variable of the environment; empty if there is none. */
export function trimmed(text: string | undefined): string {
  return text?.trim() ?? "";
}
