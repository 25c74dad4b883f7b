import { matchParts } from "../../sequence/match-parts.ts";
import { createTally } from "../../sequence/tally.ts";
import { isIdOfStepName } from "../../shapes/made-by-machine.ts";
import { decodeComponent } from "../decode-component.ts";
import { splitEnding } from "./split-ending.ts";
import { toAscii } from "./to-ascii.ts";

/**
 * Gives every request of a recording its own id: `get-image-v2-images-id`, on repeats `…-2`, `…-3`. A name of the call that is not in its
 * path, such as `query Hero`, becomes part of the ID.
 *
 * @param known Ids that are in use already. @default none
 */
export function createStepIds(known: Iterable<string> = []): (method: string, url: string, name?: string) => string {
  const countSlug = createSlugCounts(known);
  // Programs send the same request again and again.
  const slugs = new Map<string, string>();
  return (method, url, name = "") => {
    const call = `${method} ${url} ${name}`;
    let slug = slugs.get(call);
    if (slug === undefined) {
      slug = slugStep(method, url, name);
      if (slugs.size >= REMEMBERED) slugs.clear();
      slugs.set(call, slug);
    }
    return formatStepId(slug, countSlug(slug));
  };
}

/** A program that makes up new URLs must not fill the memory. */
const REMEMBERED = 1000;

/**
 * Counts how often each slug has occurred, so that each id is unique: 1, on repeats 2, 3. Only the count of a repeated slug is kept: a
 * million ids are not in memory.
 */
export function createSlugCounts(known: Iterable<string> = []): (slug: string) => number {
  // Slugs without a count: what was known, each slug at its first occurrence, and truncated ones.
  const taken = new Set(known);
  const repeats = createTally<string>();
  const isCounted = (id: string): boolean => {
    const [, slug, repeat] = matchParts(/^(.+)-([1-9]\d*)$/s, id);
    return slug !== undefined && Number(repeat) > 1 && Number(repeat) <= repeats.of(slug);
  };
  return (slug) => {
    for (;;) {
      const repeat = repeats.add(slug) + 1;
      const id = formatStepId(slug, repeat);
      const isWhole = repeat > 1 && id.startsWith(slug);
      // `GET /a-2` may have taken the name that the second `GET /a` would get, or the other way round.
      if (taken.has(id) || (!isWhole && isCounted(id))) continue;
      if (!isWhole) taken.add(id);
      return repeat;
    }
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

/** `get-images`, `get-images-2`: at most 80 characters. */
export function formatStepId(slug: string, repeat: number): string {
  if (repeat === 1) return slug;
  const suffix = `-${repeat}`;
  return `${cut(slug, longest - suffix.length)}${suffix}`;
}

/** The path of an absolute URL, of `/path` alone, or `host:443` and `*` as CONNECT and OPTIONS send them. */
function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
}

function slugSegment(segment: string): string {
  const known = slugs.get(segment);
  if (known !== undefined) return known;
  const text = decodeComponent(segment);
  if (isIdOfStepName(text)) return "id";
  const { stem, ending } = splitEnding(text);
  // A number with an ending is a year or a part: `2024.csv`.
  if (ending !== "" && /\D/.test(stem) && isIdOfStepName(stem)) return toSlug(`id${ending}`);
  // The number of an alias depends on what else was recorded.
  const slug = toSlug(text.replace(/(REDACTED-[a-z]+)-[a-z]{0,3}\d+/g, "$1"));
  if (slugs.size >= REMEMBERED) slugs.clear();
  if (segment.length < longest) slugs.set(segment, slug);
  return slug;
}

/** Of segments that are no ids: each is in the paths of many calls. */
const slugs = new Map<string, string>();

function toSlug(text: string): string {
  return toAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function cut(slug: string, length: number): string {
  if (slug.length <= length && !slug.endsWith("-")) return slug;
  return slug.slice(0, length).replace(/-$/, "");
}
