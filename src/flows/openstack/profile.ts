import type { Profile } from "../../index.ts";
import { IDENTITY_OPERATIONS } from "./identity-operations.ts";
import { IMAGE_OPERATIONS } from "./image-operations.ts";

/** What wirewalk knows of OpenStack, as data. Sources: the service catalog of Keystone, docs.openstack.org/api-ref. */
export const openstackProfile: Profile = {
  name: "openstack",
  detect: ["x-openstack-request-id"],
  client: { id: "client", label: "openstack-client" },
  services: {
    identity: { id: "keystone", label: "keystone-api" },
    image: { id: "glance", label: "glance-api" },
    compute: { id: "nova", label: "nova-api" },
    network: { id: "neutron", label: "neutron-server" },
    placement: { id: "placement", label: "placement-api" },
    volumev3: { id: "cinder", label: "cinder-api" },
    "block-storage": { id: "cinder", label: "cinder-api" },
    "object-store": { id: "swift", label: "swift-proxy" },
    orchestration: { id: "heat", label: "heat-api" },
    "load-balancer": { id: "octavia", label: "octavia-api" },
    dns: { id: "designate", label: "designate-api" },
    "key-manager": { id: "barbican", label: "barbican-api" },
  },
  catalog: {
    method: "POST",
    pathEnd: "/auth/tokens",
    list: "/token/catalog",
    type: "type",
    endpoints: "endpoints",
  },
  // Readers compare them with what their client prints with --debug.
  headers: { show: ["*"] },
  emptyBodies: true,
  launchConfiguration: true,
  readSecrets: async (env) => (await import("./cloud-secrets.ts")).readCloudSecrets(env),
  findAuthorities: async (client) => (await import("./cloud-authorities.ts")).findCloudAuthorities(client),
  operations: [...IDENTITY_OPERATIONS, ...IMAGE_OPERATIONS],
};
