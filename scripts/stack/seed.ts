import type { StackPlan } from "./plan.ts";

/** The resources of the cloud after start-up. */
export interface Seed {
  /** Project that images are shared with. */
  readonly demoProject: string;
  /** Image with `visibility=shared`. */
  readonly sharedImage: string;
  /** Image with `visibility=private`, which cannot be shared. */
  readonly privateImage: string;
}

const NAMES = {
  demoProject: "demo",
  demoUser: "demo",
  sharedImage: "cirros-0.6.1-x86_64-disk",
  privateImage: "private-image",
} as const;

export const SECURE_REGION = "RegionSecure";

/** Creates users, projects, endpoints, and images, through the services' own APIs. */
export async function seedCloud(plan: StackPlan): Promise<Seed> {
  const identity = await signIn(plan);
  const { id: serviceProject } = await identity.create("project", { name: "service", domain_id: "default" });
  const { id: demoProject } = await identity.create("project", { name: NAMES.demoProject, domain_id: "default" });
  const { id: glance } = await identity.create("user", user("glance", plan));
  const { id: demo } = await identity.create("user", user(NAMES.demoUser, plan));
  await identity.grant(serviceProject, glance, "admin");
  await identity.grant(demoProject, demo, "member");
  const { id: image } = await identity.create("service", { name: "glance", type: "image" });
  await identity.publish({ service_id: image, path: "/image", origin: plan.origin, region_id: "RegionOne" });
  const images = { origin: plan.origin, token: identity.token };
  return {
    demoProject,
    sharedImage: await createImage(images, NAMES.sharedImage, "shared"),
    privateImage: await createImage(images, NAMES.privateImage, "private"),
  };
}

/** Adds the same cloud over HTTPS to the catalog, as another region. Pages are recorded without it. */
export async function seedSecureRegion(plan: StackPlan): Promise<void> {
  const identity = await signIn(plan);
  await identity.create("region", { id: SECURE_REGION });
  for (const [name, path] of [
    ["keystone", "/identity"],
    ["glance", "/image"],
  ] as const) {
    const service_id = await identity.find("services", name);
    await identity.publish({ service_id, path, origin: plan.secureOrigin, region_id: SECURE_REGION });
  }
}

function user(name: string, { password }: StackPlan): object {
  return { name, password, domain_id: "default" };
}

export interface Identity {
  readonly token: string;
  readonly create: (kind: string, fields: object) => Promise<{ readonly id: string }>;
  /** ID of the resource with this name. */
  readonly find: (kind: string, name: string) => Promise<string>;
  /** Adds a service's three endpoints to the catalog. */
  readonly publish: (
    endpoint: Readonly<Record<"service_id" | "region_id" | "origin" | "path", string>>,
  ) => Promise<void>;
  readonly grant: (project: string, user: string, role: string) => Promise<void>;
}

/** The services' administrator. */
export async function signIn({ origin, password }: Pick<StackPlan, "origin" | "password">): Promise<Identity> {
  const api = `${origin}/identity/v3`;
  const answer = await ask(
    "POST",
    `${api}/auth/tokens`,
    {},
    {
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "admin", domain: { id: "default" }, password } },
        },
        scope: { project: { name: "admin", domain: { id: "default" } } },
      },
    },
  );
  const token = answer.headers.get("x-subject-token") ?? "";
  const headers = { "X-Auth-Token": token };
  const create: Identity["create"] = async (kind, fields) => {
    const created = await json<Record<string, { id: string }>>(
      await ask("POST", `${api}/${kind}s`, headers, { [kind]: fields }),
    );
    return created[kind] ?? { id: "" };
  };
  const find: Identity["find"] = async (kind, name) => {
    const found = await json<Record<string, { id: string; name: string }[]>>(
      await ask("GET", `${api}/${kind}`, headers),
    );
    return found[kind]?.find((one) => one.name === name)?.id ?? "";
  };
  return {
    token,
    create,
    find,
    publish: async ({ origin, path, ...endpoint }) => {
      for (const kind of ["public", "internal", "admin"]) {
        await create("endpoint", { ...endpoint, interface: kind, url: origin + path });
      }
    },
    grant: async (project, member, role) => {
      const id = await find("roles", role);
      await ask("PUT", `${api}/projects/${project}/users/${member}/roles/${id}`, headers);
    },
  };
}

async function createImage(
  cloud: { origin: string; token: string },
  name: string,
  visibility: string,
): Promise<string> {
  const headers = { "X-Auth-Token": cloud.token };
  const fields = { name, visibility, disk_format: "qcow2", container_format: "bare" };
  const { id } = await json<{ id: string }>(await ask("POST", `${cloud.origin}/image/v2/images`, headers, fields));
  // Only the first bytes of a qcow2 file: Glance does not check more.
  const file = Buffer.concat([Buffer.from("QFI\u00FB\0\0\0\u0003", "latin1"), Buffer.alloc(504)]);
  const type = { ...headers, "Content-Type": "application/octet-stream" };
  await check(await fetch(`${cloud.origin}/image/v2/images/${id}/file`, { method: "PUT", headers: type, body: file }));
  return id;
}

/** Throws if the service refuses the request. */
export async function ask(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  return check(await fetch(url, { method, headers: { "Content-Type": "application/json", ...headers }, ...content }));
}

async function check(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  throw new Error(`${answer.url} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}

async function json<T>(answer: Response): Promise<T> {
  // The services' documented responses.
  return (await answer.json()) as T;
}
