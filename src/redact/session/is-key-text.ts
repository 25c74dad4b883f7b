/** The beginning of a session key's text. */
export const KEY_PREFIX = "wws_";

/** Whether a text is meant to be a key and not the name of a file. */
export function isSessionKeyText(text: string): boolean {
  return text.startsWith(KEY_PREFIX) && !text.includes("/");
}
