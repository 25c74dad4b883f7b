import { headerText } from "../headers.ts";
import type { Entry } from "../model/types.ts";

/** Media type of the answer without parameters, in lower case: `text/html`; "" where it has none. */
export function mediaTypeOf({ response }: Entry): string {
  const stated = response.content.mimeType || headerText(response.headers, "content-type");
  const [type = ""] = stated.split(";", 1);
  const plain = type.trim().toLowerCase();
  return plain === "x-unknown" ? "" : plain;
}

/** What a browser asked for it as: `script`, `fetch`; as its HAR says it, else as its request does. "" where nothing says so. */
export function resourceOf(entry: Entry): string {
  const said = saidResourceOf(entry);
  if (said !== undefined) return said;
  const destination = headerText(entry.request.headers, "sec-fetch-dest").toLowerCase();
  return ASKED_FOR[destination] ?? destination;
}

/** What its HAR says that it was asked for as: a field of Chrome's, which may hold anything. */
export function saidResourceOf({
  _resourceType: said,
}: Entry & { readonly _resourceType?: unknown }): string | undefined {
  return typeof said === "string" && said !== "" ? said.toLowerCase() : undefined;
}

/** Words of `Sec-Fetch-Dest` that HAR files have others for. */
const ASKED_FOR: Readonly<Record<string, string>> = { empty: "fetch", style: "stylesheet" };
