/**
 * Makes text that a service or a file wrote safe for a terminal: its escape sequences and bidi marks could forge output.
 * Line ends stay.
 */
export function toPrintable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|[\p{Bidi_Control}\u{E0000}-\u{E007F}]/gu, "\uFFFD");
}
