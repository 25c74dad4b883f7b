import type { Need } from "./needed-by.ts";

/** By patterns as text, worked out by the build (scripts/build/ready-needs.ts); from source there are none. */
export const readyNeeds: ReadonlyMap<string, Need> = new Map();
