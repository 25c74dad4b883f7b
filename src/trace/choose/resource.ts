import { headerText } from "../headers.ts";
import type { Entry } from "../model/types.ts";

/** Media type of the response without parameters, in lower case: `text/html`; "" if it has none. */
export function mediaTypeOf({ response }: Entry): string {
  const stated = response.content.mimeType || headerText(response.headers, "content-type");
  const [type = ""] = stated.split(";", 1);
  const plain = type.trim().toLowerCase();
  return plain === "x-unknown" ? "" : plain;
}

/** The purpose for which a browser requested it: `script`, `fetch`; from its HAR, else from the request. "" if unknown. */
export function resourceOf(entry: Entry): string {
  const said = saidResourceOf(entry);
  if (said !== undefined) return said;
  const destination = headerText(entry.request.headers, "sec-fetch-dest").toLowerCase();
  return ASKED_FOR.get(destination) ?? destination;
}

/** The purpose according to the HAR: a field of Chrome's, with any content. */
export function saidResourceOf({
  _resourceType: said,
}: Entry & { readonly _resourceType?: unknown }): string | undefined {
  return typeof said === "string" && said !== "" ? said.toLowerCase() : undefined;
}

/** Words of `Sec-Fetch-Dest` that HAR files have others for. */
const ASKED_FOR: ReadonlyMap<string, string> = new Map([
  ["empty", "fetch"],
  ["style", "stylesheet"],
]);
