import { trimmed } from "../../sequence/trimmed.ts";
import type { ChildSettings } from "./variables.ts";

/** Adds proxy and trust store to the user's own JAVA_TOOL_OPTIONS: Java reads no other variable. */
export function toJavaOptions({ proxyUrl, trust }: ChildSettings, own: string | undefined): string | undefined {
  const properties = [
    ...(proxyUrl === undefined ? [] : proxyOf(proxyUrl)),
    ...(trust?.javaTrustStore === undefined ? [] : trustStoreOf(trust.javaTrustStore)),
  ];
  if (properties.length === 0) return undefined;
  const options = properties.map(([name, value]) => quote(`-D${name}=${value}`));
  return [trimmed(own), ...options].filter((option) => option !== "").join(" ");
}

type Property = readonly [name: string, value: string];

function proxyOf(url: string): readonly Property[] {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  return [
    ["http.proxyHost", host],
    ["http.proxyPort", port],
    ["https.proxyHost", host],
    ["https.proxyPort", port],
    // Empty, even if hosts are passed through, because Java adds the loopback addresses to any other list.
    ["http.nonProxyHosts", ""],
  ];
}

function trustStoreOf({ file, password }: { file: string; password: string }): readonly Property[] {
  return [
    ["javax.net.ssl.trustStore", file],
    ["javax.net.ssl.trustStorePassword", password],
  ];
}

/**
 * Java splits at white space, except between quotes of either kind, and supports no escapes, so each quote is put between quotes of the
 * other kind.
 */
function quote(option: string): string {
  if (!/[\s"']/.test(option)) return option;
  return option.replaceAll(/[^"]+|"+/g, (part) => (part.startsWith('"') ? `'${part}'` : `"${part}"`));
}
