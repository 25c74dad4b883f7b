import { UserError } from "../../errors.ts";
import type { FlowContext } from "../../index.ts";
import { type Ask, createAsk } from "./ask.ts";
import { type Cloud, readCloud } from "./cloud.ts";

/** Signed in, with the address of the Image service. */
export interface Session {
  readonly ask: Ask;
  readonly token: string;
  /** Of the project that the token is for. */
  readonly projectId: string;
  /** Identity API v3: `http://…/identity/v3`. */
  readonly identity: string;
  /** Image API v2: `http://…/image/v2`. */
  readonly image: () => Promise<string>;
}

/** Finds the Identity API and requests a token: the first two steps of every command. */
export async function startSession(context: FlowContext): Promise<Session> {
  const cloud = readCloud(context);
  const ask = createAsk(context);
  const identity = await findIdentity(ask, cloud.authUrl);
  const answer = await ask("POST", `${identity}/auth/tokens`, { body: passwordAuth(cloud) });
  const token = answer.headers["x-subject-token"];
  if (typeof token !== "string") {
    throw new UserError("The response of the Identity service has no token.", { exitCode: 3 });
  }
  // Keystone's documented response; missing parts are an error below.
  const { catalog, project } = (answer.json as TokenAnswer).token;
  return {
    ask,
    token,
    projectId: project?.id ?? "",
    identity,
    image: async () => findImageApi(ask, imageEndpointOf(catalog ?? [], cloud.region)),
  };
}

interface TokenAnswer {
  readonly token: {
    readonly project?: { readonly id: string };
    readonly catalog?: readonly Service[];
  };
}

interface Service {
  readonly type: string;
  readonly endpoints: readonly { readonly interface: string; readonly region_id: string; readonly url: string }[];
}

interface Version {
  readonly id: string;
  readonly status: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

async function findIdentity(ask: Ask, authUrl: string): Promise<string> {
  const { json } = await ask("GET", authUrl, { expect: [200, 300] });
  // A list under `versions.values` if all versions are requested, one `version` at the address of one.
  const { versions, version } = json as { versions?: { values: readonly Version[] }; version?: Version };
  return linkOf(versions?.values ?? (version ? [version] : []), /^v3/, authUrl);
}

async function findImageApi(ask: Ask, endpoint: string): Promise<string> {
  const { json } = await ask("GET", endpoint, { expect: [200, 300] });
  // Glance lists its versions, the newest first.
  return linkOf((json as { versions?: readonly Version[] }).versions ?? [], /^v2/, endpoint);
}

function linkOf(versions: readonly Version[], wanted: RegExp, url: string): string {
  const version = versions.find(({ id }) => wanted.test(id));
  const link = version?.links.find(({ rel }) => rel === "self")?.href;
  if (link !== undefined) return link.replace(/\/+$/, "");
  const found = versions.map(({ id }) => id).join(", ") || "none";
  throw new UserError(`${url} has no version ${wanted.source.slice(1)}; found ${found}.`, { exitCode: 3 });
}

function imageEndpointOf(catalog: readonly Service[], region: string | undefined): string {
  const endpoints = catalog.filter((service) => service.type === "image").flatMap((service) => service.endpoints);
  const isWanted = (endpoint: Service["endpoints"][number]): boolean =>
    endpoint.interface === "public" && (region === undefined || endpoint.region_id === region);
  const url = endpoints.find(isWanted)?.url;
  if (url !== undefined) return url;
  throw new UserError(
    `The catalog has no public "image" endpoint${region === undefined ? "" : ` in region ${region}`}.`,
    {
      hint: `It has the services ${catalog.map((service) => service.type).join(", ") || "none"}.`,
      exitCode: 3,
    },
  );
}

function passwordAuth({ user, password, project }: Cloud): unknown {
  return {
    auth: {
      identity: { methods: ["password"], password: { user: { ...user, password } } },
      scope: { project },
    },
  };
}
