import { createTally } from "../../sequence/tally.ts";
import { isIdOfStepName } from "../../shapes/made-by-machine.ts";
import { decodeComponent } from "../decode-component.ts";
import { splitEnding } from "./split-ending.ts";
import { toAscii } from "./to-ascii.ts";

/**
 * Gives every request of a recording its own id: `get-image-v2-images-id`, on repeats `…-2`, `…-3`. What the call is
 * called where its path does not say it, such as `query Hero`, becomes part of the id.
 *
 * @param known Ids that are in use already. @default none
 */
export function createStepIds(known: Iterable<string> = []): (method: string, url: string, name?: string) => string {
  const numberSlug = createSlugNumbers(known);
  // A program asks the same again and again.
  const slugs = new Map<string, string>();
  return (method, url, name = "") => {
    const call = `${method} ${url} ${name}`;
    const slug = slugs.get(call) ?? slugStep(method, url, name);
    if (slugs.size >= REMEMBERED) slugs.clear();
    slugs.set(call, slug);
    return numberSlug(slug);
  };
}

/** A program that makes up new URLs must not fill the memory. */
const REMEMBERED = 1000;

/** The same for slugs that are there already. */
export function createSlugNumbers(known: Iterable<string> = []): (slug: string) => string {
  const taken = new Set(known);
  const repeats = createTally<string>();
  return (slug) => {
    const nextId = (): string => number(slug, repeats.add(slug) + 1);
    let id = nextId();
    // `GET /a-2` may have taken the name that the second `GET /a` would get.
    while (taken.has(id)) id = nextId();
    taken.add(id);
    return id;
  };
}

/**
 * Names a request by its method and path, at most 80 characters of `a-z0-9-`. What names one thing of many becomes
 * `id` and the query is left out, so that the same call has the same name in every recording:
 * `GET /image/v2/images/9faa…/members` → `get-image-v2-images-id-members`.
 */
export function slugStep(method: string, url: string, name = ""): string {
  const segments = pathOf(url).split("/").map(slugSegment);
  // The name of a call of gRPC is its path.
  const own = url.endsWith(`/${name}`) ? "" : toSlug(name);
  return cut([toSlug(method), ...segments, own].filter((part) => part !== "").join("-"), longest);
}

const longest = 80;

function number(slug: string, repeat: number): string {
  if (repeat === 1) return slug;
  const suffix = `-${repeat}`;
  return `${cut(slug, longest - suffix.length)}${suffix}`;
}

/** The path of an absolute URL, of `/path` alone, or `host:443` and `*` as CONNECT and OPTIONS send them. */
function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
}

function slugSegment(segment: string): string {
  const text = decodeComponent(segment);
  if (isIdOfStepName(text)) return "id";
  const { stem, ending } = splitEnding(text);
  // A number with an ending is a year or a part: `2024.csv`.
  if (ending !== "" && /\D/.test(stem) && isIdOfStepName(stem)) return toSlug(`id${ending}`);
  // The number of an alias depends on what else was recorded.
  return toSlug(text.replace(/(REDACTED-[a-z]+)-[a-z]{0,3}\d+/g, "$1"));
}

function toSlug(text: string): string {
  return toAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function cut(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, "");
}
