import type { Step } from "../../analyze/types.ts";
import type { Style } from "./terminal-row.ts";

/** Color for a class of status; 0 is no response, or something other than HTTP. */
export function statusStyle({ status, reason }: Pick<Step["response"], "status" | "reason">): Style {
  if (status === 0) return reason === "" ? "red" : "plain";
  if (status >= 400) return "red";
  return status >= 300 ? "cyan" : "green";
}
