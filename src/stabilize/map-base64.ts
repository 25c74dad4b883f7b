/** Base64 bytes with a change to a text that they contain; unchanged if the result is not valid bytes. */
export function mapBase64(base64: string, change: (text: string) => string): string {
  // Each byte is a character, so that all others stay as they are.
  const text = Buffer.from(base64, "base64").toString("latin1");
  const changed = change(text);
  if (changed === text || /[^\0-\u00ff]/.test(changed)) return base64;
  return Buffer.from(changed, "latin1").toString("base64");
}
