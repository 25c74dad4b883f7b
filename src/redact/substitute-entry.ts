import { mapStrings } from "../json/map-strings.ts";
import { withMaskedSizes } from "../trace/masked-sizes.ts";
import type { Entry } from "../trace/model/types.ts";
import type { Substitutes } from "./substitutes.ts";

/** Replaces what is to be substituted wherever it occurs in an entry; changed bodies state their new size. */
export function substituteEntry(entry: Entry, { replace }: Substitutes): Entry {
  const { startedDateTime } = entry;
  const replaced = { ...mapStrings(entry, replace), startedDateTime };
  return withMaskedSizes(replaced, {
    request: replaced.request.postData?.text !== entry.request.postData?.text,
    response: replaced.response.content.text !== entry.response.content.text,
  });
}
