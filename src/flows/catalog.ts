import type { Catalog } from "../index.ts";
import { githubProfile } from "./github/profile.ts";
import { kubernetesProfile } from "./kubernetes/profile.ts";
import { openstackProfile } from "./openstack/profile.ts";

/** The built-in flows and profiles. */
export const catalog: Catalog = {
  profiles: [openstackProfile, githubProfile, kubernetesProfile],
  loadFlows: async () => (await import("./index.ts")).builtinFlows,
};
