import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Entry } from "../../trace/model/types.ts";

/** Whether a response names a URL as that of the next page: with a link, or with the cursors in its query. The way back is no next page. */
export function namesNextPage({ request, response }: Entry, next: string): boolean {
  const [asked, wanted] = [URL.parse(request.url), URL.parse(next)];
  if (asked === null || wanted === null || asked.href === wanted.href) return false;
  const isWanted = (link: string): boolean => URL.parse(link, asked.href)?.href === wanted.href;
  if (listNextLinks(headerText(response.headers, "link")).some(isWanted)) return true;
  const text = bodyText(response.content);
  const cursors = Array.from(wanted.searchParams)
    .filter(([name, value]) => CURSOR.test(name) && value !== "" && asked.searchParams.get(name) !== value)
    .map(([, value]) => value);
  // Most responses do not have it at all.
  if (cursors.length === 0 || !cursors.every((cursor) => text.includes(cursor) || text.includes(wanted.search))) {
    return false;
  }
  const named = new Set(/^\s*[[{]/.test(text) ? listNextInJson(readJson(text)) : listNextInXml(text, cursors));
  if ([...named].some(isWanted)) return true;
  const isSameList = asked.origin === wanted.origin && asked.pathname === wanted.pathname;
  return isSameList && cursors.every((cursor) => named.has(cursor));
}

const CURSOR = /cursor|page|marker|token|after|next|offset|start|continu/i;

/** Names of members and elements; a list also names its first, last, and previous page, and the current one. */
const NEXT = /next|cursor|marker|after|continu/i;
const BACK = /prev|first|last|before|back|self/i;

function listNextLinks(header: string): readonly string[] {
  return header.split(/,(?=\s*<)/).flatMap((link) => {
    const [, url = "", rest = ""] = matchParts(/^\s*<([^>]*)>(.*)$/s, link);
    const isNext = rest.split(";").some((part) => /^\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:\s[^"]*)?"?\s*$/i.test(part));
    return isNext ? [url] : [];
  });
}

function listNextInJson(root: unknown): readonly string[] {
  const found: string[] = [];
  const open: [value: unknown, isNext: boolean][] = [[root, false]];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const [value, isNext] = one;
    if (Array.isArray(value)) for (const item of value) open.push([item, isNext]);
    else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (!BACK.test(name)) open.push([member, isNext || NEXT.test(name)]);
      }
    } else if (isNext && (typeof value === "string" || typeof value === "number")) found.push(String(value));
  }
  return found;
}

/** Those of the cursors that are the text of such an element. */
function listNextInXml(text: string, cursors: readonly string[]): readonly string[] {
  return cursors.filter((cursor) =>
    text
      .split(`>${cursor}</`)
      .slice(0, -1)
      .some((before) => {
        const tag = before.slice(before.lastIndexOf("<") + 1);
        return NEXT.test(tag) && !BACK.test(tag);
      }),
  );
}
