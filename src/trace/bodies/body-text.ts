/** Text of a body; empty if there is no body, or none was kept. */
export function bodyText(body: { readonly text?: string } | undefined): string {
  return body?.text ?? "";
}
