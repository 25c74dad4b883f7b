import type { Creator } from "./types.ts";

/** What wirewalk writes as the creator of its traces. The version is that of the package; a test compares them. */
export const creator: Creator = { name: "wirewalk", version: "0.1.0" };
