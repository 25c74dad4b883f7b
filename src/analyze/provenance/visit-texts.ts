import { readString } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { type JsonPath, visitValues } from "../../json/visit-values.ts";
import type { TokenFilter } from "./token-filter.ts";

/**
 * Visits the texts and numbers of JSON in order, without words such as `true`. Text that is not JSON is read as far as it makes sense. A
 * path is valid during the visit only.
 *
 * @param isWanted skips values for which it returns false @default all are visited
 */
export function visitTexts(
  json: string,
  visit: (value: string, path: JsonPath) => void,
  isWanted: TokenFilter = () => true,
): void {
  visitValues(json, ({ start, end, kind, path }) => {
    if (kind === TOKEN.string) {
      // A truncated string has no closing quote.
      const isClosed = end - start > 1 && json.charCodeAt(end - 1) === TOKEN.string;
      if (isWanted(json, start + 1, isClosed ? end - 1 : end)) visit(readString(json, start, end), path);
    } else if (kind === TOKEN.number && isWanted(json, start, end)) visit(json.slice(start, end), path);
  });
}
