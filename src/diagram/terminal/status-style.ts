import type { Step } from "../../analyze/types.ts";
import type { Style } from "./terminal-row.ts";

/** Colour for a class of status; 0 is no answer, or that of what is no HTTP. */
export function statusStyle({ status, reason }: Pick<Step["response"], "status" | "reason">): Style {
  if (status === 0) return reason === "" ? "red" : "plain";
  if (status >= 400) return "red";
  return status >= 300 ? "cyan" : "green";
}
