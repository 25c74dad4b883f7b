import type { Style } from "./terminal-row.ts";

/** Colour for a class of status; 0 is no answer. */
export function statusStyle(status: number): Style {
  if (status === 0 || status >= 500) return "red";
  if (status >= 400) return "yellow";
  return status >= 300 ? "cyan" : "green";
}
