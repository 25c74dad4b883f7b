import type { MergeOptions } from "../../../regions/merge.ts";

export interface MergeArguments {
  readonly force?: boolean | undefined;
  readonly adopt?: boolean | undefined;
  readonly "fix-refs": boolean;
}

/** How to treat manual edits. */
export function toMergeOptions({ force, adopt, "fix-refs": fixReferences }: MergeArguments): MergeOptions {
  if (force === true) return { edits: "overwrite", fixReferences };
  return { edits: adopt === true ? "adopt" : "keep", fixReferences };
}
