/** For commands that record over a trace. */
export const FRESH_OPTION = {
  fresh: { type: "boolean", default: false, describe: "Take all values anew instead of keeping the old examples" },
} as const;
