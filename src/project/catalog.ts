import type { Profile } from "../analyze/types.ts";
import type { Flow } from "../flow.ts";

/** What can be named without a file: flows, and families of services that show in a trace. */
export interface Catalog {
  readonly profiles: readonly Profile[];
  /** Called when a flow is named, as loading takes time. */
  readonly loadFlows: () => Promise<readonly Flow[]>;
}

/** What a recording takes from the machine it runs on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the certificate authority is kept. */
  readonly authorityFolder: string;
  readonly catalog: Catalog;
}
