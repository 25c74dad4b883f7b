import type { Profile } from "../../src/analyze/types.ts";
import type { Entry, Response, Trace } from "../../src/trace/model/types.ts";

export interface EntryParts {
  readonly method?: string;
  readonly url?: string;
  /** Milliseconds after the start of the recording. */
  readonly at?: number;
  /** Milliseconds. */
  readonly took?: number;
  readonly status?: number;
  readonly reason?: string;
  /** JSON of the response body. */
  readonly answer?: unknown;
  readonly own?: Partial<Entry>;
}

/** A recorded exchange with a fixed clock: it takes one millisecond and returns `200 OK` without a body. */
export function anEntry({ method = "GET", url = "http://cloud/", at = 0, took = 1, ...parts }: EntryParts): Entry {
  return {
    startedDateTime: toIso(at),
    time: took,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: anAnswer(parts),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: took, receive: 0 },
    ...parts.own,
  };
}

export function aTrace(entries: readonly Entry[], origin: Partial<Trace["log"]["_wirewalk"]> = {}): Trace {
  return {
    log: {
      version: "1.2",
      creator: { name: "wirewalk", version: "0" },
      entries,
      _wirewalk: { format: 1, redacted: {}, ...origin },
    },
  };
}

/** Exchanges one after another, ten milliseconds apart. */
export function inTurn(...parts: readonly EntryParts[]): Trace {
  return aTrace(parts.map((part, index) => anEntry({ at: index * 10, ...part })));
}

/** The services of a small cloud. */
export const cloudProfile: Profile = {
  name: "cloud",
  detect: ["x-cloud"],
  client: { id: "client", label: "cloud-client" },
  services: {
    identity: { id: "keystone", label: "keystone-api" },
    image: { id: "glance", label: "glance-api" },
    compute: { id: "nova", label: "nova-api" },
  },
  catalog: {
    method: "POST",
    pathEnd: "/auth/tokens",
    list: "/token/catalog",
    type: "type",
    endpoints: "endpoints",
  },
  operations: [
    anOperation("identity.versions", "GET", ""),
    anOperation("identity.token", "POST", "/v3/auth/tokens"),
    anOperation("image.versions", "GET", ""),
    { ...anOperation("image.find-by-name", "GET", "/v2/images"), query: "name" },
    anOperation("image.list", "GET", "/v2/images"),
    anOperation("image.detail", "GET", "/v2/images/detail"),
    { ...anOperation("image.show", "GET", "/v2/images/{image_id}"), status: "2xx" },
    { ...anOperation("image.not-an-id", "GET", "/v2/images/{image_id}"), status: "404" },
    anOperation("image.members.add", "POST", "/v2/images/{image_id}/members"),
  ],
};

export function aCatalog(services: Readonly<Record<string, readonly string[]>>): unknown {
  const catalog = Object.entries(services).map(([type, urls]) => ({
    type,
    endpoints: urls.map((url) => ({ url, interface: "public" })),
  }));
  return { token: { catalog } };
}

function anOperation(id: string, method: string, path: string): Profile["operations"][number] {
  return { id, service: id.replace(/\..*/, ""), method, path, summary: { en: id } };
}

function anAnswer({ status = 200, reason = "OK", answer }: EntryParts): Response {
  const text = answer === undefined ? undefined : JSON.stringify(answer);
  return {
    status,
    statusText: reason,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: [],
    content: {
      size: text?.length ?? 0,
      mimeType: text === undefined ? "" : "application/json",
      ...(text !== undefined && { text }),
    },
    redirectURL: "",
    headersSize: -1,
    bodySize: text?.length ?? 0,
  };
}

/** Microseconds, as wirewalk writes them. */
function toIso(milliseconds: number): string {
  const micros = Math.round(milliseconds * 1000);
  const start = new Date(Date.UTC(2026, 10, 23) + Math.floor(micros / 1000)).toISOString();
  return start.replace("Z", `${String(micros % 1000).padStart(3, "0")}Z`);
}
