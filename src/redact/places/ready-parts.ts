import type { Guarded, GuardedParts } from "./guarded-test.ts";

/** By the name of the pattern, worked out by the build (scripts/build/ready-parts.ts); from source there are none. */
export const readyParts: Readonly<Partial<Record<Guarded, readonly GuardedParts[]>>> = {};
