import type { Creator } from "./types.ts";

/** What wirewalk writes as the creator of its traces. The version is the package's; a test compares them. */
export const creator: Creator = { name: "wirewalk", version: "0.1.0" };
