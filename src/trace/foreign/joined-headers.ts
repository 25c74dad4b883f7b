import { type Loose, objectsOf } from "../model/loose-fields.ts";

/**
 * Chrome's protocol joins headers of one name by line feeds, mainly Set-Cookie (chrome-har 121); this separates them. A line that begins
 * with a blank continues the one before it (RFC 9112, section 5.2).
 */
export function splitJoinedHeaders(message: Loose): void {
  const headers = objectsOf(message["headers"]);
  if (!headers.some(({ value }) => typeof value === "string" && /[\r\n]/.test(value))) return;
  message["headers"] = headers.flatMap((header) => {
    if (typeof header["value"] !== "string") return [header];
    const unfolded = header["value"].replaceAll(/\r?\n[ \t]+/g, " ");
    const values = unfolded.split(/[\r\n]+/).filter((value) => value.trim() !== "");
    return values.length === 0
      ? [{ ...header, value: "" }]
      : values.map((value) => Object.assign({}, header, { value }));
  });
}
