import type { Profile } from "../analyze/types.ts";
import type { Flow } from "../flow.ts";

/** Flows and profiles that can be named without a file. */
export interface Catalog {
  readonly profiles: readonly Profile[];
  /** Called when a flow is named, as loading takes time. */
  readonly loadFlows: () => Promise<readonly Flow[]>;
}

/** What a recording needs from its machine. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory of the CA. */
  readonly authorityFolder: string;
  readonly catalog: Catalog;
}
