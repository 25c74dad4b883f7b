import { onlyFilled } from "../../json/only-filled.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { flatHeaderText } from "../../trace/headers.ts";
import type { RequestHead } from "../../wire/message.ts";
import { isAddressedHere, isToken, readVisitor } from "./access.ts";
import type { GatewayPage } from "./gateway-page.ts";
import type { HeadChange } from "./rewrite-head.ts";
import { type Target, parseAbsoluteForm, readOrigin } from "./target.ts";

/** Where all requests of a listener go. */
export interface ReverseRoute {
  readonly origin: string;
  /** Set before each path; "" for none. */
  readonly basePath: string;
  /** The value of Host for servers; undefined: the client's value. */
  readonly host: string | undefined;
}

/** The inputs of routing in addition to the request. */
export interface Place {
  readonly reverse: ReverseRoute | undefined;
  readonly token: string | undefined;
  /** Whether an origin is the proxy itself. */
  readonly isOwn: (origin: string) => boolean;
  /** See `Upstream.proxyAuthorizationFor`. */
  readonly proxyAuthorizationFor: (origin: string) => string | undefined;
}

/** The destination of a request, its client, and its changes, or the reason why it has no destination. */
export type Route =
  | {
      readonly kind: "request";
      readonly origin: string;
      /** See `Target.zone`. */
      readonly zone?: string;
      /** Absolute URL, for the trace. */
      readonly url: string;
      /** Participant ID; "" if the client does not identify itself. */
      readonly client: string;
      readonly change: HeadChange;
    }
  | { readonly kind: "tunnel"; readonly client: string }
  | { readonly kind: "http2" }
  /** It has the shape of HTTP/0.9 by chance, such as `EHLO mail.example`. */
  | { readonly kind: "unread" }
  | { readonly kind: "refused"; readonly page: GatewayPage };

/** @param last destination of the previous request on the same connection; undefined for the first */
export function findRoute(head: RequestHead, place: Place, last?: string): Route {
  const { reverse, token } = place;
  if (last === undefined && isPreface(head)) return { kind: "http2" };
  if (reverse !== undefined) return routeReverse(head, reverse, token);
  const visitor = readVisitor(flatHeaderText(head.fields, "proxy-authorization"));
  if (token !== undefined && !isToken(visitor.token, token)) return { kind: "refused", page: DENIED };
  if (head.method === "CONNECT") return { kind: "tunnel", client: visitor.name };
  const absolute = isOf(head.target, last)
    ? { origin: last, path: head.target.slice(last.length) }
    : parseAbsoluteForm(head.target);
  // It names a server, and not the one of Host.
  if (absolute === undefined && /^(?:https?|wss?):\/\//i.test(head.target)) return { kind: "refused", page: NOT_A_URL };
  const target = absolute ?? (last === undefined ? targetOfHost(head) : { origin: last, path: toPath(head.target) });
  if (target === undefined)
    return isOtherProtocol(head) ? { kind: "unread" } : { kind: "refused", page: NOT_A_PROXY_REQUEST };
  const { origin, path, zone } = target;
  if (place.isOwn(origin)) return { kind: "refused", page: absolute === undefined ? NOT_A_PROXY_REQUEST : LOOP };
  const proxyAuthorization = place.proxyAuthorizationFor(origin);
  return {
    kind: "request",
    origin,
    ...onlyKnown({ zone }),
    url: origin + path,
    client: visitor.name,
    change: proxyAuthorization === undefined ? TO_SERVER : { ...TO_PROXY, ...onlyFilled({ proxyAuthorization }) },
  };
}

/** Nearly always, a connection's next request is for the same server. */
function isOf(target: string, origin: string | undefined): origin is string {
  return origin !== undefined && target.startsWith(origin) && target.charCodeAt(origin.length) === SLASH;
}

const SLASH = 47;

/** The first bytes of an HTTP/2 client look like a head of HTTP/1 (RFC 9113, section 3.4). */
function isPreface({ method, target, version, fields }: RequestHead): boolean {
  return method === "PRI" && target === "*" && version === "HTTP/2.0" && fields.length === 0;
}

/** HTTP/0.9 has one method, and a path. */
function isOtherProtocol({ version, method, target }: RequestHead): boolean {
  return version === "" && !(method === "GET" && target.startsWith("/"));
}

const TO_SERVER: HeadChange = { cutsOrigin: true, without: new Set(["proxy-connection", "proxy-authorization"]) };

/** The user's own proxy receives everything that the client would send it, except the name by which we know the client. */
const TO_PROXY: HeadChange = { cutsOrigin: false, without: new Set(["proxy-authorization"]) };

function routeReverse(head: RequestHead, reverse: ReverseRoute, token: string | undefined): Route {
  const { origin, basePath, host } = reverse;
  if (token !== undefined && !isToken(flatHeaderText(head.fields, "wirewalk-token"), token))
    return { kind: "refused", page: DENIED };
  // A listener that requires a token may have any name in its network.
  if (token === undefined && !isAddressedTo(reverse, flatHeaderText(head.fields, "host")))
    return { kind: "refused", page: NOT_ADDRESSED };
  const path = parseAbsoluteForm(head.target)?.path ?? toPath(head.target);
  return {
    kind: "request",
    origin,
    url: origin + basePath + path,
    client: "",
    change: { cutsOrigin: true, without: WITHOUT_TOKEN, basePath, ...onlyKnown({ host }) },
  };
}

/** A listener that passes on the client's Host may have any name. */
export function isAddressedTo({ origin, host }: ReverseRoute, named: string | undefined): boolean {
  return host === undefined || isAddressedHere(named, [new URL(origin).hostname]);
}

/** Whether the part of a head that names its destination may still come, so that nothing of it may be passed on yet. */
export function isHostToCome({ fields }: RequestHead, { reverse, token }: Place): boolean {
  return reverse?.host !== undefined && token === undefined && flatHeaderText(fields, "host") === undefined;
}

const WITHOUT_TOKEN: ReadonlySet<string> = new Set(["wirewalk-token", "proxy-connection"]);

/** A target that is not a path, such as `*` or garbage, as a path: a URL cannot contain it, but the raw head does. */
export function toPath(target: string): string {
  return target.startsWith("/") ? target : `/${target}`;
}

/**
 * A request of a client that does not use wirewalk as a proxy, such as `curl --request-target` (RFC 9112, section 3.3).
 */
function targetOfHost(head: RequestHead): Target | undefined {
  const host = flatHeaderText(head.fields, "host");
  const place = readOrigin("http", host);
  if (host === "" || /[/?#@\s]/.test(host) || !URL.canParse(place.origin)) return undefined;
  return { ...place, path: toPath(head.target) };
}

const DENIED: GatewayPage = {
  status: 407,
  error: "http_request_denied",
  fields: { "Proxy-Authenticate": 'Basic realm="wirewalk"' },
  text: "This wirewalk proxy requires its token: the password in the proxy URL or, on a reverse listener, the Wirewalk-Token header.",
};

export const NOT_A_PROXY_REQUEST: GatewayPage = {
  status: 400,
  error: "http_request_error",
  text: "This is a wirewalk recording proxy. Set it as HTTP_PROXY and HTTPS_PROXY of the program to record.",
};

const NOT_A_URL: GatewayPage = {
  status: 400,
  error: "http_request_error",
  text: "The URL of this request does not name a server.",
};

export const NOT_ADDRESSED: GatewayPage = {
  status: 421,
  error: "http_request_denied",
  text: "This wirewalk listener only accepts the names of this machine and of its server as Host.",
};

export const LOOP: GatewayPage = {
  status: 508,
  error: "proxy_loop_detected",
  text: "This request is for the wirewalk proxy itself.",
};
