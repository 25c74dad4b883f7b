import { isObject } from "../json/is-object.ts";

/**
 * The responses of a JSON-RPC batch, which may come in any order (section 6 of its specification), in that of their ids, if these are
 * numbers: clients count them up. Anything else stays as it is.
 */
export function orderBatch(value: unknown): unknown {
  if (!Array.isArray(value) || value.length < 2) return value;
  const numbered = value.map((response: unknown) => ({ response, id: idOf(response) }));
  if (!numbered.every(({ id }) => typeof id === "number")) return value;
  return numbered.toSorted((a, b) => Number(a.id) - Number(b.id)).map(({ response }) => response);
}

function idOf(response: unknown): unknown {
  return isObject(response) && "jsonrpc" in response ? response["id"] : undefined;
}
