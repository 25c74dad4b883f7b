import { readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { type JsonPath, visitValues } from "../../json/visit-values.ts";

/**
 * Visits the texts and numbers of JSON in order; no words such as `true`. Text that is no JSON is read as far as it makes
 * sense. A path is good for the visit only.
 */
export function visitTexts(json: string, visit: (value: string, path: JsonPath) => void): void {
  visitValues(json, ({ start, end, kind, path }) => {
    if (kind === TOKEN.string) visit(readString(json, start, end), path);
    else if (kind === TOKEN.number) visit(json.slice(start, end), path);
  });
}
