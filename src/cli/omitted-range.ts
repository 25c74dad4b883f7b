import { UserError } from "../errors.ts";
import type { PageOptions } from "../index.ts";

type OmittedRange = NonNullable<PageOptions["omit"]>[number];

/** Reads `1-6=./create.md` or `1-6=./create.md=openstack image create`: arrows that another page shows. */
export function toOmittedRange(text: string): OmittedRange {
  const [, from, to, page, title] = /^(\d+)-(\d+)=([^=]+)(?:=(.+))?$/.exec(text) ?? [];
  if (page === undefined) {
    throw new UserError(`--omit does not understand "${text}".`, {
      hint: 'write FROM-TO=PAGE or FROM-TO=PAGE=TITLE, as in --omit "1-6=./create.md=openstack image create".',
    });
  }
  return { from: Number(from), to: Number(to), page, title: title ?? nameOf(page) };
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
