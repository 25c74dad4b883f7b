import { basicOf } from "../../trace/basic-credentials.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import type { ChildSettings } from "./variables.ts";

/**
 * The output of a program without the credentials that wirewalk itself passed to it: the name in the URL of the proxy, and the password of
 * the trust store. They are not secrets, and would be masked and counted as such, wherever else the same word occurs.
 */
export function dropOwnCredentials(text: string, { proxyUrl, trust }: ChildSettings): string {
  const store = trust?.javaTrustStore;
  const withoutStore = store === undefined ? text : dropStorePassword(text, store.password);
  return proxyUrl === undefined ? withoutStore : dropProxyUser(withoutStore, proxyUrl);
}

function dropProxyUser(text: string, proxyUrl: string): string {
  const { username, password, host } = new URL(proxyUrl);
  if (username === "") return text;
  const users = new Set([username, decodeComponent(username)]);
  // As in the URL, and as programs write it that assemble it again.
  const ends = password === "" ? [":@", "@"] : [`:${password}@`];
  const written = [...users].flatMap((user) => ends.map((end) => `${user}${end}${host}`));
  const bare = written.reduce((rest, one) => rest.replaceAll(`//${one}`, `//${host}`), text);
  return bare.replaceAll(basicOf({ username, password }), "Basic (of wirewalk's proxy)");
}

function dropStorePassword(text: string, password: string): string {
  return text.replaceAll(` -Djavax.net.ssl.trustStorePassword=${password}`, "");
}
