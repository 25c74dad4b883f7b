import type { Entry } from "./model/types.ts";

/** The bodies of an entry that contain an alias, so that their sizes are adapted. */
export function isMaskedEntry({ request, response }: Entry): { readonly request: boolean; readonly response: boolean } {
  return { request: isMasked(request.postData), response: isMasked(response.content) };
}

function isMasked(body: { readonly text?: string; readonly _masked?: true } | undefined): boolean {
  return body?._masked === true && body.text?.includes("REDACTED-") === true;
}
