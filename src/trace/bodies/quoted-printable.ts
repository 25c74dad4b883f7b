/** The bytes of quoted-printable text (RFC 2045, section 6.7); undefined if an equals sign in it begins neither an escape nor a soft line break. */
export function decodeQuotedPrintable(text: string): Buffer | undefined {
  if (!text.includes("=") || /=(?![\dA-Fa-f]{2}|[ \t]*\r?\n|$)/.test(text)) return undefined;
  const joined = text.replaceAll(/=[ \t]*(?:\r?\n|$)/g, "");
  const bytes = Buffer.from(joined)
    .toString("latin1")
    .replaceAll(/=([\dA-Fa-f]{2})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, "latin1");
}
