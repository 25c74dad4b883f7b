import type { ConfigFile } from "./types.ts";

/**
 * Whether a value is certainly a valid project file; the schema decides about all others. The build writes this check from the schema
 * (scripts/build/ready-checks.ts); from source, the schema checks every file.
 */
export const isPlainConfig = (_value: unknown): _value is ConfigFile => false;
