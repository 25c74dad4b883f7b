/** What replaces a body that was omitted because it cannot be inspected for secrets. */
export function formatStub(body: { readonly mimeType: string; readonly wireSize: number }, reason: string): string {
  return `(${body.mimeType || "no media type"}, ${body.wireSize} bytes, omitted: ${reason})`;
}

export function isStub(text: string): boolean {
  return /^\([^()\n]*, \d+ bytes, (?:omitted|left out): [^()\n]*\)$/.test(text);
}
