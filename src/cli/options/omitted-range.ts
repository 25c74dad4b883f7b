import { UserError } from "../../errors.ts";
import type { PageOptions } from "../../page/page.ts";
import { matchParts } from "../../sequence/match-parts.ts";

type OmittedRange = NonNullable<PageOptions["omit"]>[number];

/**
 * Reads `1-6=./create.md` or `1-6=./create.md=openstack image create`: arrows that another page shows. Steps and
 * operations are named by their ids: `get-identity..get-image=./create.md`.
 */
export function toOmittedRange(text: string): OmittedRange {
  const [, range = "", page, title] = matchParts(/^([^=]+)=([^=]+)(?:=(.+))?$/, text);
  const [, from, to] = /^(\d+)-(\d+)$/.exec(range) ?? matchParts(/^(.+?)\.\.(.+)$/, range);
  if (page === undefined || from === undefined || to === undefined) {
    throw new UserError(`Invalid value "${text}" for --omit.`, {
      hint: 'Write FROM-TO=PAGE or STEP..STEP=PAGE=TITLE, as in --omit "1-6=./create.md=openstack image create".',
    });
  }
  return { from: toPlace(from), to: toPlace(to), page, title: title ?? nameOf(page) };
}

function toPlace(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** `../image/create.md#steps` → `create` */
function nameOf(page: string): string {
  return (
    page
      .replace(/[?#].*$/, "")
      .replace(/^.*\//, "")
      .replace(/\.\w+$/, "") || page
  );
}
