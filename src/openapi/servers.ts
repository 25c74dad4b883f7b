import type { Server, Swagger } from "./schema.ts";

/** URLs of the servers of an API, without a trailing slash; "" is any host. */
export function listServers(servers: readonly Server[] = []): readonly string[] {
  const urls = servers.flatMap(fillVariables).map(cleanUrl);
  return urls.length === 0 ? [""] : [...new Set(urls)];
}

/** Swagger 2 has the address in parts. Without a scheme, it is that of the document, which is unknown here. */
export function listSwaggerServers({ host, basePath = "", schemes = ["https", "http"] }: Swagger): readonly string[] {
  return host === undefined
    ? [cleanUrl(basePath)]
    : schemes.map((scheme) => cleanUrl(`${scheme}://${host}${basePath}`));
}

/** Variables with few possible values are expanded to each of them, others to their default and to anything. */
function fillVariables({ url, variables = {} }: Server): readonly string[] {
  let urls: readonly string[] = [url];
  for (const [name, { enum: values, default: usual }] of Object.entries(variables)) {
    const wanted = values ?? [...(usual === undefined ? [] : [usual]), `{${name}}`];
    if (urls.length * wanted.length > MOST) continue;
    urls = urls.flatMap((one) => wanted.map((value) => one.replaceAll(`{${name}}`, () => value)));
  }
  return urls;
}

/** Beyond this, variables match anything. */
const MOST = 64;

function cleanUrl(url: string): string {
  // A host that consists only of variables identifies nothing.
  const plain = url.trim().replace(/^[^/]*:\/\/(?:\{[^{}]*\}[.:]?)+(?=\/|$)/, "");
  const whole = plain.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  if (whole === "" || whole === "." || whole.startsWith("/") || /^[a-z][a-z0-9+.-]*:\/\//i.test(whole))
    return whole === "." ? "" : whole;
  // `//host/v1` and `v1` are relative to where the document was.
  return `/${whole.replace(/^\.?\//, "")}`;
}
