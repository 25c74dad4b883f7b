import { findPointer } from "../../json/pointer.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Entry } from "../../trace/model/types.ts";
import { parseJsonObject } from "../../trace/names/parse-json-object.ts";

/**
 * The URL that an expression of OpenAPI refers to in a call, `{$request.body#/callbackUrl}/done`; undefined if the call has no such value.
 */
export function fillExpression(url: string, entry: Entry): string | undefined {
  let isWhole = true;
  // A key may be one expression without braces.
  const filled = (url.startsWith("$") ? `{${url}}` : url).replaceAll(
    /\{(\$[^{}]*)\}/g,
    (_whole, expression: string) => {
      const value = read(expression, entry);
      isWhole &&= value !== undefined;
      return value ?? "";
    },
  );
  return isWhole ? filled : undefined;
}

function read(expression: string, { request, response }: Entry): string | undefined {
  if (expression === "$url") return request.url;
  if (expression === "$method") return request.method;
  const [, side, place, name = ""] = matchParts(/^\$(request|response)\.(header|query|body)[.#]?(.*)$/, expression);
  if (side === undefined) return undefined;
  if (place === "query") return URL.parse(request.url)?.searchParams.get(name) ?? undefined;
  const { headers } = side === "request" ? request : response;
  if (place === "header") return headerText(headers, name.toLowerCase()) || undefined;
  const text = side === "request" ? bodyText(request.postData) : bodyText(response.content);
  const value = findPointer(parseJsonObject(text), name) ?? new URLSearchParams(text).get(name.slice(1));
  return typeof value === "string" && value !== "" ? value : undefined;
}
