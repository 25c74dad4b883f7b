import type * as z from "zod/mini";

import { isObject } from "../../json/is-object.ts";
import { loadSchema } from "../model/load-schema.ts";
import type { Loose } from "../model/loose-fields.ts";

/**
 * Removes from the entry of another tool what has one of our names but cannot be ours, such as
 * `_error: "net::ERR_FAILED"`. All other foreign fields stay.
 */
export function dropForeign(entry: Loose): void {
  const { request, response } = entry;
  own ??= listOwnFields();
  dropUnfit(entry, own.ofEntry);
  if (isObject(request)) dropUnfit(request["postData"], own.ofPostData);
  if (!isObject(response)) return;
  dropUnfit(response, own.ofResponse);
  dropUnfit(response["content"], own.ofContent);
}

function dropUnfit(target: unknown, fields: OwnFields): void {
  if (!isObject(target)) return;
  for (const [key, schema] of fields) {
    if (key in target && !schema.safeParse(target[key]).success) delete target[key];
  }
}

type OwnFields = readonly (readonly [string, z.ZodMiniType])[];

/** Created for the first file of another tool, because our own files do not need the schema. */
let own: ReturnType<typeof listOwnFields> | undefined;

function listOwnFields() {
  const { entrySchema, postDataSchema, responseSchema, contentSchema } = loadSchema();
  return {
    ofEntry: ownFields(entrySchema.shape),
    ofPostData: ownFields(postDataSchema.shape),
    ofResponse: ownFields(responseSchema.shape),
    ofContent: ownFields(contentSchema.shape),
  };
}

function ownFields(shape: Readonly<Record<string, z.ZodMiniType>>): OwnFields {
  return Object.entries(shape).filter(([key]) => key.startsWith("_"));
}
