import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { readClientCertificate } from "../certificates/client-certificate.ts";
import { readTrustedRoots } from "../certificates/trusted-roots.ts";
import { isExempt } from "../proxy/no-proxy.ts";
import type { ProxyOptions } from "../proxy/proxy.ts";
import type { Environment } from "./environment.ts";
import { openHttps } from "./https.ts";
import { readUserProxies } from "./user-proxies.ts";
import type { ChildSettings } from "./variables.ts";

/** How recorded programs reach their servers. */
export interface NetworkOptions {
  /** The user's environment: the user's own proxy, and the authorities that the user's programs trust. */
  readonly env: Environment;
  /** Folder of the user's certificate authority, which is made on first use. @default HTTPS is passed on unread */
  readonly authorityFolder?: string;
  /** Hosts whose traffic is passed on unread, as NO_PROXY lists them. @default none */
  readonly passthrough?: readonly string[];
  /** PEM file of authorities that servers' certificates are checked with, besides those of the system. */
  readonly cacert?: string;
  /** Hosts whose certificates are not checked, as NO_PROXY lists them. @default none */
  readonly insecure?: readonly string[];
  /** File of the certificate for servers that ask for one of their client: PEM, or PKCS#12 with its key. @default none */
  readonly clientCert?: string;
  /** PEM file of its key. @default in the file of the certificate */
  readonly clientKey?: string;
}

/** The network of one recording. Released by `Symbol.dispose`, which removes the files that programs trust. */
export interface Network extends Disposable {
  /** For the recording's proxies. */
  readonly proxyOptions: Pick<ProxyOptions, "authority" | "isPassedThrough" | "upstream">;
  /** What the environment of a program has to say that goes through the proxy of this URL, or is led to it. */
  readonly settingsFor: (proxyUrl: string | undefined) => ChildSettings;
}

/** Throws a `UserError` when a file of certificates cannot be read, or the user's authority cannot be used. */
export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const { env, authorityFolder, cacert, passthrough = [], insecure = [], clientCert, clientKey } = options;
  refuseUrls(insecure);
  const clientCertificate = clientCert === undefined ? undefined : readClientCertificate(clientCert, clientKey);
  const roots = readTrustedRoots({ env, ...(cacert !== undefined && { files: [cacert] }) });
  const proxies = readUserProxies(env);
  const https = authorityFolder === undefined ? undefined : await openHttps({ authorityFolder, roots, env });
  // Who needs a proxy of the user's own cannot go past ours.
  const direct = proxies.http || proxies.https ? [] : passthrough;
  return {
    proxyOptions: {
      isPassedThrough: (host) => isListed(host, passthrough),
      upstream: {
        ca: roots,
        isInsecure: (host) => isListed(host, insecure),
        proxies,
        ...onlyKnown({ clientCertificate }),
      },
      ...onlyKnown({ authority: https?.authority }),
    },
    settingsFor: (proxyUrl) => ({
      passthrough: direct,
      ...onlyKnown({ proxyUrl }),
      ...onlyKnown({ trust: https?.trust }),
    }),
    [Symbol.dispose]: () => https?.[Symbol.dispose](),
  };
}

/** What would never match is no list of hosts. */
function refuseUrls(hosts: readonly string[]): void {
  const url = hosts.find((host) => host.includes("/"));
  if (url === undefined) return;
  throw new UserError(`"${url}" is no host whose certificate could be left unchecked.`, {
    hint: "name the host alone, or with its port, such as cloud.example:5000.",
  });
}

/** @param host with its port: `cloud.example:443` */
function isListed(host: string, list: readonly string[]): boolean {
  return list.length > 0 && isExempt(`https://${host}`, list.join(","));
}
