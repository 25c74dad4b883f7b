import type { SecretClass } from "../formats/classes.ts";

/** Parameters whose names alone do not identify them as secrets, by those next to them. */
interface Companions {
  /** What the address without its query is like. */
  readonly at?: RegExp | undefined;
  /** All of these are in the same query or form, each with a value of this kind. */
  readonly has: Readonly<Record<string, RegExp>>;
  readonly classes: Readonly<Record<string, SecretClass>>;
}

/** Of any hash, which servers may cut; not words with hyphens between them. */
const HASH_IN_BASE64 = /^(?![A-Z]?[a-z]+(?:[-_][A-Z]?[a-z]+)*$)[\w-]{16,64}={0,2}$/;

const COMPANIONS: readonly Companions[] = [
  // What Telegram signs, of a login or of an app within it (core.telegram.org/widgets/login, core.telegram.org/bots/webapps).
  { has: { auth_date: /^\d{9,11}$/, hash: /^[\da-f]{64}$/i }, classes: { hash: "signature" } },
  ...["id", "user", "query_id"].map((who) => ({
    has: { auth_date: /^/, hash: /^/, [who]: /^/ },
    classes: { hash: "signature" as const },
  })),
  // A session of an upload, which anyone with its address continues (cloud.google.com/storage/docs/resumable-uploads).
  { has: { uploadType: /^resumable$/, upload_id: /^[\w-]{24,}$/ }, classes: { upload_id: "token" } },
  // Links that expire (nginx.org/en/docs/http/ngx_http_secure_link_module.html).
  { has: { md5: /^[\w-]{22,64}={0,2}$/, expires: /^\d{9,11}$/ }, classes: { md5: "signature" } },
  { has: { st: HASH_IN_BASE64, e: /^\d{9,11}$/ }, classes: { st: "signature" } },
  // What a shop finds its session by after 3-D Secure, next to the message to or from the bank.
  ...["PaReq", "PaRes"].map((message) => ({
    has: { [message]: /^.{10}/, MD: /./ },
    classes: { MD: "token" as const },
  })),
  // imgix, whose library adds `ixlib`; links of CDNs with an end (docs.edg.io, media vault).
  { has: { ixlib: /./, s: /^[\da-f]{32}$/ }, classes: { s: "signature" } },
  { has: { e: /^\d{9,11}$/, h: /^[\da-f]{32}$/ }, classes: { h: "signature" } },
  // InfluxDB 1 (docs.influxdata.com/influxdb/v1/tools/api).
  ...["q", "db"].map((other) => ({
    has: { u: /./, p: /^(?!\d{1,4}$)./, [other]: /./ },
    at: /\/(?:query|write)$/,
    classes: { p: "password" as const },
  })),
  // Pages of Google: a token against forged requests and its time.
  { has: { "f.req": /./, at: /^[\w-]{16,}(?::|%3A)\d{13}$/i }, classes: { at: "token" } },
  ofSubsonic({}, /\/rest\/\w+(?:\.view)?$/),
  ofSubsonic({ f: /^(?:jsonp?|xml)$/ }),
  ofSubsonic({ p: /^enc:(?:[\da-f]{2})+$/i }),
  ofSubsonic({ t: /^[\da-f]{32}$/i, s: /^[\w-]{6,}$/ }),
];

/** A password, or a salt and its hash (subsonic.org/pages/api.jsp). Trackers of page views have parameters of the same names. */
function ofSubsonic(has: Companions["has"], at?: RegExp): Companions {
  return {
    at,
    has: { u: /./, v: /^1\.\d{1,2}\.\d{1,2}$/, c: /./, ...has },
    classes: { p: "password", t: "token", s: "token" },
  };
}

/** The classes of parameters by what is next to them, and before them in a URL. */
export function classesOfCompanions(pairs: readonly string[], address: string): Readonly<Record<string, SecretClass>> {
  const found: Record<string, SecretClass> = {};
  if (pairs.length < 2) return found;
  for (const { at, has, classes } of COMPANIONS) {
    if (at !== undefined && !at.test(address)) continue;
    const isFulfilled = Object.entries(has).every(([name, value]) =>
      pairs.some((pair) => pair.startsWith(`${name}=`) && value.test(pair.slice(name.length + 1))),
    );
    if (isFulfilled) Object.assign(found, classes);
  }
  return found;
}
