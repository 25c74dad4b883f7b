import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

/**
 * `openstack server create` as a cloud sees it: 56 exchanges of nine services and the client. Requests of nova-api are nested in the
 * client's requests; conductor, scheduler, and compute continue for seconds after the client has its response, while it polls. Times, ids
 * and order are those of a small devstack.
 */
export function serverCreate(): Trace {
  const entries = [...prepare(), ...create(), ...schedule(), ...build(), ...poll()];
  return aTrace(entries.toSorted((one, other) => one.startedDateTime.localeCompare(other.startedDateTime)));
}

const SERVER = "7c1f0a52-6d0e-4b53-9a35-0c1d1c0f1a77";
const IMAGE = "9faa6fd5-b254-4184-80c0-66b7c062315e";
const FLAVOR = "d5f0b9a1-2c5c-4d39-9a61-3b3c3f0a7b1e";
const NETWORK = "0b7e0a5c-8b7f-4d0c-9e44-5b0b0f6a9a10";
const PORT = "5a9d6a52-3f0c-4d7a-8f0e-2e6d9b1c4f38";
const VOLUME = "e2c1d7b4-90aa-4f0e-b6de-6f0a3a1b2c3d";
const ATTACHMENT = "b1a4c3d2-1f2e-4a3b-8c4d-5e6f7a8b9c0d";
const PROVIDER = "1f4e2d3c-5b6a-4789-90ab-cdef01234567";
const PROJECT = "d34b18d2e5934d7d84900220483ad8b7";

type Call = readonly [at: number, took: number, from: string, to: string, request: string, more?: Partial<Answer>];

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly answer: unknown;
  readonly id: string;
}

function toEntries(calls: readonly Call[], requestId?: string): readonly Entry[] {
  return calls.map(([at, took, from, to, request, more = {}]) => {
    const [method = "", path = ""] = request.split(" ");
    const { id, ...answer } = more;
    const own = { _client: from, _server: to };
    const entry = anEntry({ at, took, method, url: `http://203.0.113.101${path}`, own, ...answer });
    const mark = requestId ?? id;
    if (mark === undefined) return entry;
    const headers = [{ name: "X-Openstack-Request-Id", value: mark }];
    return requestId === undefined
      ? { ...entry, response: { ...entry.response, headers } }
      : { ...entry, request: { ...entry.request, headers } };
  });
}

const ok = { status: 200, reason: "OK" };
const CREATED = { status: 201, reason: "Created" };
const NONE = { status: 204, reason: "No Content" };

/** The client looks up what it needs; nova-api has every token validated. */
function prepare(): readonly Entry[] {
  return toEntries([
    [0, 6, "openstack", "keystone", "GET /identity", { status: 300, reason: "MULTIPLE CHOICES" }],
    [10, 90, "openstack", "keystone", "POST /identity/v3/auth/tokens", CREATED],
    [110, 5, "openstack", "glance", "GET /image", { status: 300, reason: "Multiple Choices" }],
    [120, 40, "openstack", "glance", `GET /image/v2/images/${IMAGE}`],
    [125, 12, "glance", "keystone", "GET /identity/v3/auth/tokens"],
    [170, 8, "openstack", "nova-api", "GET /compute/v2.1"],
    [190, 45, "openstack", "nova-api", `GET /compute/v2.1/flavors/${FLAVOR}`],
    [195, 15, "nova-api", "keystone", "GET /identity/v3/auth/tokens"],
    [240, 5, "openstack", "neutron", "GET /networking"],
    [250, 60, "openstack", "neutron", `GET /networking/v2.0/networks/${NETWORK}`],
    [255, 14, "neutron", "keystone", "GET /identity/v3/auth/tokens"],
    [320, 80, "openstack", "cinder", `GET /volume/v3/${PROJECT}/volumes/${VOLUME}`],
    [326, 13, "cinder", "keystone", "GET /identity/v3/auth/tokens"],
  ]);
}

/** nova-api checks the parts of the new server, some of them at the same time. */
function create(): readonly Entry[] {
  return toEntries([
    [
      420,
      640,
      "openstack",
      "nova-api",
      "POST /compute/v2.1/servers",
      { status: 202, reason: "Accepted", answer: { server: { id: SERVER, status: "BUILD" } }, id: "req-create" },
    ],
    [430, 15, "nova-api", "keystone", "GET /identity/v3/auth/tokens"],
    [450, 30, "nova-api", "keystone", `GET /identity/v3/projects/${PROJECT}`],
    [490, 60, "nova-api", "glance", `GET /image/v2/images/${IMAGE}`],
    [496, 12, "glance", "keystone", "GET /identity/v3/auth/tokens"],
    [560, 80, "nova-api", "cinder", `GET /volume/v3/${PROJECT}/volumes/${VOLUME}`],
    [650, 110, "nova-api", "neutron", `GET /networking/v2.0/networks?id=${NETWORK}`],
    [655, 90, "nova-api", "neutron", `GET /networking/v2.0/quotas/${PROJECT}`],
    [660, 60, "nova-api", "neutron", `GET /networking/v2.0/ports?tenant_id=${PROJECT}&fields=id`],
    [790, 50, "nova-api", "neutron", "GET /networking/v2.0/security-groups?fields=id&name=default"],
    [860, 90, "nova-api", "cinder", `POST /volume/v3/${PROJECT}/attachments`, ok],
    [868, 14, "cinder", "keystone", "GET /identity/v3/auth/tokens"],
  ]);
}

/** Calls after the client's response carry the ID of the client's request. */
function schedule(): readonly Entry[] {
  return toEntries(
    [
      [
        1100,
        70,
        "nova-scheduler",
        "placement",
        "GET /placement/allocation_candidates?limit=1000&resources=DISK_GB:1,MEMORY_MB:512,VCPU:1",
      ],
      [1180, 30, "nova-scheduler", "placement", `GET /placement/allocations/${SERVER}`],
      [1220, 60, "nova-scheduler", "placement", `PUT /placement/allocations/${SERVER}`, NONE],
      [1300, 40, "nova-conductor", "neutron", `GET /networking/v2.0/networks/${NETWORK}`],
      [1350, 45, "nova-conductor", "cinder", `GET /volume/v3/${PROJECT}/volumes/${VOLUME}`],
    ],
    "req-create",
  );
}

/** nova-compute creates port, volume, and disk; volume and port at the same time. */
function build(): readonly Entry[] {
  const own = toEntries(
    [
      [1450, 30, "nova-compute", "placement", `GET /placement/resource_providers/${PROVIDER}/inventories`],
      [1490, 25, "nova-compute", "placement", `GET /placement/resource_providers/${PROVIDER}/aggregates`],
      [1530, 25, "nova-compute", "placement", `GET /placement/resource_providers/${PROVIDER}/traits`],
      [1600, 50, "nova-compute", "neutron", `GET /networking/v2.0/networks?id=${NETWORK}`],
      [1660, 45, "nova-compute", "neutron", "GET /networking/v2.0/security-groups?tenant_id=" + PROJECT],
      [1720, 480, "nova-compute", "neutron", "POST /networking/v2.0/ports", CREATED],
      [1740, 160, "nova-compute", "cinder", `GET /volume/v3/${PROJECT}/volumes/${VOLUME}`],
      [2220, 60, "nova-compute", "neutron", `GET /networking/v2.0/ports?device_id=${SERVER}&tenant_id=${PROJECT}`],
      [
        2300,
        40,
        "nova-compute",
        "neutron",
        `GET /networking/v2.0/floatingips?fixed_ip_address=10.0.0.12&port_id=${PORT}`,
      ],
      [2350, 40, "nova-compute", "neutron", "GET /networking/v2.0/subnets?id=4c8f2c11-7d1f-4b5e-8a7e-6a4d3c2b1a09"],
      [2420, 300, "nova-compute", "cinder", `PUT /volume/v3/${PROJECT}/attachments/${ATTACHMENT}`],
      [2800, 60, "nova-compute", "glance", `GET /image/v2/images/${IMAGE}`],
      [2870, 900, "nova-compute", "glance", `GET /image/v2/images/${IMAGE}/file`],
      [3850, 90, "nova-compute", "cinder", `POST /volume/v3/${PROJECT}/attachments/${ATTACHMENT}/action`, NONE],
      [4000, 70, "nova-compute", "neutron", `PUT /networking/v2.0/ports/${PORT}`],
    ],
    "req-create",
  );
  const validating = toEntries([
    [1726, 14, "neutron", "keystone", "GET /identity/v3/auth/tokens"],
    [2426, 14, "cinder", "keystone", "GET /identity/v3/auth/tokens"],
    [4260, 60, "neutron", "nova-api", "POST /compute/v2.1/os-server-external-events"],
  ]);
  return [...own, ...validating];
}

/** The client polls until the server exists, and then requests what it shows. */
function poll(): readonly Entry[] {
  const states = ["BUILD", "BUILD", "BUILD", "BUILD", "ACTIVE"];
  const polls = states.map((status, index): Call => {
    const answer = { server: { id: SERVER, status } };
    return [1110 + index * 1000, 35, "openstack", "nova-api", `GET /compute/v2.1/servers/${SERVER}`, { answer }];
  });
  return toEntries([
    ...polls,
    [5200, 30, "openstack", "glance", `GET /image/v2/images/${IMAGE}`],
    [5240, 30, "openstack", "nova-api", `GET /compute/v2.1/flavors/${FLAVOR}`],
    [5280, 30, "openstack", "nova-api", `GET /compute/v2.1/servers/${SERVER}/os-volume_attachments`],
  ]);
}
