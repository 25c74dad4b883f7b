import type { UserProxies } from "../proxy/upstream.ts";
import type { Environment } from "./environment.ts";

/** The proxy that the user's programs go through without us; so does the recording proxy. */
export function readUserProxies(env: Environment): UserProxies {
  const all = env["all_proxy"] || env["ALL_PROXY"] || "";
  const any = isHttp(all) ? all : "";
  return {
    http: env["http_proxy"] || env["HTTP_PROXY"] || any,
    https: env["https_proxy"] || env["HTTPS_PROXY"] || any,
    none: env["no_proxy"] || env["NO_PROXY"] || "",
  };
}

/** Other kinds, such as socks5, are not for undici to speak. */
const isHttp = (url: string): boolean => /^https?:/i.test(url);
