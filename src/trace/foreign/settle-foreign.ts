import { isObject } from "../../json/is-object.ts";
import type { Loose } from "../model/loose-fields.ts";
import { settleFailure } from "./failures.ts";
import { dropForeign } from "./foreign-fields.ts";
import { splitJoinedHeaders } from "./joined-headers.ts";
import type { Remarks } from "./remarks.ts";
import { settleBody } from "./settle-body.ts";
import { settleWebSocketMessages } from "./websocket-messages.ts";

/** Normalizes an entry of another tool in place: its bodies, its headers, and its failure. */
export function settleForeign(entry: Loose, remarks: Remarks): void {
  const { request, response } = entry;
  if (isObject(request) && typeof request["url"] === "string") request["url"] = request["url"].trim();
  for (const message of [request, response].filter(isObject)) splitJoinedHeaders(message);
  if (isObject(request) && isObject(request["postData"])) {
    settleBody(request["postData"], { message: request, mark: "_encoding", remarks });
  }
  if (isObject(response) && isObject(response["content"])) {
    settleBody(response["content"], { message: response, mark: "encoding", remarks });
  }
  settleWebSocketMessages(entry, remarks);
  // Some tools write fields of a response that never arrived.
  if (isObject(response) && response["status"] === 0 && !("_spans" in entry)) response["statusText"] = "";
  const failure = settleFailure(entry);
  dropForeign(entry);
  if (failure !== undefined) entry["_error"] = failure;
}
