import { readJson } from "../../json/read-json.ts";
import type { NameableRequest } from "./call-name.ts";

/** The method of a JSON-RPC call, or the methods of a batch: `eth_call, eth_chainId`; undefined for anything else. */
export function nameJsonRpc({ body }: NameableRequest): string | undefined {
  if (!/^\s*[[{]/.test(body) || !/"method"\s*:/.test(body)) return undefined;
  const parsed = readJson(body);
  const calls: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const methods = calls.map(readMethod);
  if (methods.length === 0 || methods.includes(undefined)) return undefined;
  return [...new Set(methods)].join(", ");
}

/** Version 1 has no mark of its own, but always a list of parameters and an id. */
function readMethod(call: unknown): string | undefined {
  if (typeof call !== "object" || call === null || !("method" in call) || typeof call.method !== "string")
    return undefined;
  const isCall = "jsonrpc" in call || ("id" in call && "params" in call && Array.isArray(call.params));
  return isCall ? call.method : undefined;
}
