import { onlyKnown } from "../../json/only-known.ts";
import {
  type ClientCertificate,
  type ClientCertificateFiles,
  readClientCertificate,
} from "../certificates/client-certificate.ts";
import { readTrustedRoots } from "../certificates/trusted-roots.ts";
import { isExempt } from "../proxy/no-proxy.ts";
import type { ProxyOptions } from "../proxy/proxy.ts";
import type { Environment } from "./environment.ts";
import { openHttps } from "./https.ts";
import { refuseHost, refuseUnmatchable } from "./refuse-unmatchable.ts";
import { readUserProxies } from "./user-proxies.ts";
import type { ChildSettings } from "./variables.ts";

/** How recorded programs reach their servers. */
export interface NetworkOptions {
  /** The user's environment: the user's own proxy, and the authorities that the user's programs trust. */
  readonly env: Environment;
  /** Folder of the user's CA, which is created on first use. @default HTTPS is passed on unread */
  readonly authorityFolder?: string;
  /** Hosts whose traffic is passed on unread, as NO_PROXY lists them. @default none */
  readonly passthrough?: readonly string[];
  /** PEM file of CA certificates for verifying servers, in addition to those of the system. */
  readonly cacert?: string;
  /** Hosts whose certificates are not checked, as NO_PROXY lists them. @default none */
  readonly insecure?: readonly string[];
  /** For servers that request a client certificate; the first one for the server counts. @default none */
  readonly clientCertificates?: readonly ClientCertificateFiles[];
  /** Files of authorities that settings of the program's own name; unreadable files there are ignored. @default none */
  readonly authorities?: readonly string[];
}

/** The network of one recording. Released by `Symbol.dispose`, which removes the files that programs trust. */
export interface Network extends Disposable {
  /** For the recording's proxies. */
  readonly proxyOptions: Pick<ProxyOptions, "authority" | "isPassedThrough" | "upstream">;
  /** The environment variables of a program that uses the proxy with this URL, or is redirected to it. */
  readonly settingsFor: (proxyUrl: string | undefined) => ChildSettings;
}

/** Throws a `UserError` if a file of certificates cannot be read, or the user's authority cannot be used. */
export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const { env, authorityFolder, cacert, passthrough = [], insecure = [], clientCertificates = [] } = options;
  refuseUnmatchable({ insecure, passthrough });
  const clientCertificateFor = toFinder(clientCertificates, env);
  const roots = readTrustedRoots({
    env,
    settings: options.authorities,
    files: cacert === undefined ? [] : [cacert],
  });
  const proxies = readUserProxies(env);
  const https = authorityFolder === undefined ? undefined : await openHttps({ authorityFolder, roots, env });
  // Traffic that needs the user's own proxy must go through ours.
  const direct = proxies.http || proxies.https ? [] : passthrough;
  return {
    proxyOptions: {
      isPassedThrough: (host) => isListed(host, passthrough),
      upstream: {
        ca: roots,
        isInsecure: (host) => isListed(host, insecure),
        proxies,
        ...onlyKnown({ clientCertificateFor }),
      },
      ...onlyKnown({ authority: https?.authority }),
    },
    settingsFor: (proxyUrl) => ({
      passthrough: direct,
      ...onlyKnown({ proxyUrl, trust: https?.trust }),
    }),
    [Symbol.dispose]: () => https?.[Symbol.dispose](),
  };
}

type FindCertificate = (host: string) => ClientCertificate | undefined;

function toFinder(all: readonly ClientCertificateFiles[], env: Environment): FindCertificate | undefined {
  if (all.length === 0) return undefined;
  const read = all.map((files) => {
    if (files.host !== undefined) refuseHost(files.host, "a client certificate");
    return { host: files.host, certificate: readClientCertificate(files, env) };
  });
  return (place) =>
    (
      read.find(({ host }) => host !== undefined && isListed(place, [host])) ??
      read.find(({ host }) => host === undefined)
    )?.certificate;
}

/** @param host with its port: `cloud.example:443` */
function isListed(host: string, list: readonly string[]): boolean {
  return list.length > 0 && isExempt(`https://${host}`, list.join(","));
}
