/** With what the text of a session's key begins. */
export const KEY_PREFIX = "wws_";

/** Whether a text is meant to be a key, and no name of a file. */
export function isSessionKeyText(text: string): boolean {
  return text.startsWith(KEY_PREFIX) && !text.includes("/");
}
