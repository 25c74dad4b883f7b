import { headerText } from "../headers.ts";
import type { Entry, Log } from "../model/types.ts";
import { toAddress } from "../names/address.ts";
import { nameFailure } from "../names/name-failure.ts";
import { mediaTypeOf, resourceOf, saidResourceOf } from "./resource.ts";

/** What a browser requests on its own account: of no use in the walkthrough of an API. */
export type BrowserPart =
  | "scripts"
  | "styles"
  | "pictures"
  | "fonts"
  | "media"
  | "preflights"
  | "data"
  | "blobs"
  | "analytics";

interface PartRow {
  readonly part: BrowserPart;
  /** As HAR files and `Sec-Fetch-Dest` name it. */
  readonly resources: readonly string[];
  /** Of the response, if the purpose of the request is unknown. */
  readonly types: RegExp;
}

const ROWS: readonly PartRow[] = [
  {
    part: "scripts",
    resources: ["script", "worker", "serviceworker", "sharedworker", "audioworklet", "paintworklet", "sourcemap"],
    types: /^(?:text|application)\/(?:x-)?(?:java|ecma)script$|^application\/wasm$/,
  },
  { part: "styles", resources: ["stylesheet", "style", "xslt"], types: /^text\/css$/ },
  { part: "pictures", resources: ["image", "img", "imageset", "favicon"], types: /^image\// },
  { part: "fonts", resources: ["font"], types: /^(?:application\/)?(?:x-)?font[/-]|^application\/vnd\.ms-fontobject$/ },
  {
    part: "media",
    resources: ["media", "audio", "video", "track", "texttrack", "manifest", "webmanifest"],
    types: /^(?:audio|video)\/|^application\/manifest\+json$/,
  },
  { part: "preflights", resources: ["preflight"], types: /^(?!)/ },
  {
    part: "analytics",
    resources: ["ping", "beacon", "csp-report", "cspreport", "cspviolationreport", "report"],
    types: /^(?!)/,
  },
];

/** Servers that only count who does what, and paths of such elsewhere. Ends of host names. */
const COUNTING_HOSTS: readonly string[] = [
  "google-analytics.com",
  "analytics.google.com",
  "googletagmanager.com",
  "doubleclick.net",
  "googleadservices.com",
  "googlesyndication.com",
  "connect.facebook.net",
  "hotjar.com",
  "hotjar.io",
  "mixpanel.com",
  "segment.io",
  "segment.com",
  "amplitude.com",
  "clarity.ms",
  "bat.bing.com",
  "plausible.io",
  "matomo.cloud",
  "posthog.com",
  "fullstory.com",
  "heapanalytics.com",
  "newrelic.com",
  "nr-data.net",
  "sentry.io",
  "browser-intake-datadoghq.com",
  "cloudflareinsights.com",
  "stats.wp.com",
  "quantserve.com",
  "scorecardresearch.com",
  "criteo.com",
  "snowplowanalytics.com",
];

/** Classifies a browser's own exchanges; undefined for anything that may belong to an API. */
export function createBrowserPartFinder({ pages = [], browser }: Log): (entry: Entry) => BrowserPart | undefined {
  const isAllOfBrowser = pages.length > 0 || browser !== undefined;
  return (entry) => {
    if (!isAllOfBrowser && !isOfBrowser(entry)) return undefined;
    const part = findPart(entry);
    // A failed exchange may be the reason for reading the trace; ad blockers, however, stop analytics all the time.
    return part === "analytics" || nameFailure(entry) === undefined ? part : undefined;
  };
}

function isOfBrowser(entry: Entry): boolean {
  const { request } = entry;
  if (saidResourceOf(entry) !== undefined || headerText(request.headers, "sec-fetch-dest") !== "") return true;
  // PowerShell sends Mozilla/5.0 too, without an engine.
  return /^Mozilla\/5\.0 .*(?:Gecko\/|AppleWebKit\/)/.test(headerText(request.headers, "user-agent").slice(0, 400));
}

function findPart(entry: Entry): BrowserPart | undefined {
  const { request } = entry;
  if (/^data:/i.test(request.url)) return "data";
  if (/^blob:/i.test(request.url)) return "blobs";
  if (request.method === "OPTIONS" && headerText(request.headers, "access-control-request-method") !== "") {
    return "preflights";
  }
  if (isCounting(toAddress(request.url).host)) return "analytics";
  const resource = resourceOf(entry);
  const byResource = ROWS.find(({ resources }) => resources.includes(resource));
  if (byResource !== undefined) return byResource.part;
  // Scripts of a page sometimes request data as if it were an image.
  if (resource !== "" && resource !== "other") return undefined;
  const type = mediaTypeOf(entry);
  return request.method === "GET" ? ROWS.find(({ types }) => types.test(type))?.part : undefined;
}

function isCounting(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return COUNTING_HOSTS.some((end) => name === end || name.endsWith(`.${end}`));
}
