import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";

/** Which member of JSON text an offset lies in: `request.headers.value (X-Auth-Token)`; "" where it lies in none. */
export function namePlace(json: string, offset: number): string {
  let place = "";
  // HAR lists headers as objects of a name and a value.
  let pairName = "";
  visitLeaves(json, ({ start, end, kind, names }) => {
    if (start > offset) return;
    const member = names.at(-1);
    if (member === "name" && kind === TOKEN.string) pairName = readString(json, start, end);
    const isInside = offset < end;
    if (isInside) place = names.join(".") + (member === "value" ? ` (${pairName})` : "");
  });
  return place;
}
