/** Text of a body; empty where there is no body, or none was kept. */
export function bodyText(body: { readonly text?: string } | undefined): string {
  return body?.text ?? "";
}
