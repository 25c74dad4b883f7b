import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { anEntry } from "../../analyze/an-entry.ts";

interface Asked {
  readonly url: string;
  readonly method?: string;
  /** The resource type of Chrome; absent if the browser reveals it in its request, or not at all. */
  readonly resource?: string;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An exchange as a browser's HAR has it. */
export function asked({ url, method = "GET", resource, type = "", status = 200, headers = {} }: Asked): Entry {
  const entry = anEntry({ url, method, status });
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    ...entry,
    request: { ...entry.request, headers: list },
    response: { ...entry.response, content: { size: 0, mimeType: type } },
    ...(resource !== undefined && { _resourceType: resource }),
  };
}

const API = "https://api.shop.example";
const SITE = "https://shop.example";

/** A page of a shop as a browser's HAR has it: three calls of an API, and everything else that was loaded. */
export function aBrowserTrace(): Trace {
  const times = (count: number, make: (index: number) => Entry): Entry[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const json = "application/json";
  const entries = [
    asked({ url: `${SITE}/cart`, resource: "document", type: "text/html" }),
    ...times(12, (index) => asked({ url: `${SITE}/js/${index}.js`, resource: "script", type: "text/javascript" })),
    ...times(3, (index) => asked({ url: `${SITE}/css/${index}.css`, resource: "stylesheet", type: "text/css" })),
    ...times(9, (index) => asked({ url: `${SITE}/img/${index}.webp`, resource: "image", type: "image/webp" })),
    asked({ url: `${SITE}/f.woff2`, resource: "font", type: "font/woff2" }),
    asked({
      method: "OPTIONS",
      url: `${API}/v1/cart`,
      resource: "preflight",
      status: 204,
      headers: { "Access-Control-Request-Method": "GET" },
    }),
    asked({ url: `${API}/v1/cart`, resource: "xhr", type: json }),
    asked({ method: "POST", url: `${API}/v1/cart/items`, resource: "fetch", type: json, status: 201 }),
    asked({ url: "data:image/png;base64,iVBORw0KGgo=", resource: "image", type: "image/png" }),
    asked({ url: "blob:https://shop.example/1f", resource: "other" }),
    asked({ method: "POST", url: "https://www.google-analytics.com/g/collect", resource: "fetch", status: 204 }),
    asked({ method: "POST", url: `${SITE}/beacon`, resource: "ping", status: 204 }),
    asked({ method: "DELETE", url: `${API}/v1/cart/items/7`, resource: "fetch", type: json, status: 204 }),
    asked({ url: `${SITE}/js/gone.js`, resource: "script", type: "text/html", status: 404 }),
  ].map((entry, index) =>
    Object.assign(entry, { startedDateTime: new Date(1_700_000_000_000 + index * 10).toISOString() }),
  );
  return { log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, entries } };
}
