import type { Catalog } from "../index.ts";
import { openstackProfile } from "./openstack/profile.ts";

/** What comes with wirewalk. */
export const catalog: Catalog = {
  profiles: [openstackProfile],
  loadFlows: async () => (await import("./index.ts")).builtinFlows,
};
