import type * as z from "zod/mini";

import { type Loose, isObject } from "../model/loose-fields.ts";
import { contentSchema, entrySchema, postDataSchema, responseSchema } from "../model/schema.ts";

/**
 * Removes from the entry of another tool what has one of our names but cannot be ours, such as
 * `_error: "net::ERR_FAILED"`. All other foreign fields stay.
 */
export function dropForeign(entry: Loose): void {
  const { request, response } = entry;
  dropUnfit(entry, ownOfEntry);
  if (isObject(request)) dropUnfit(request["postData"], ownOfPostData);
  if (!isObject(response)) return;
  dropUnfit(response, ownOfResponse);
  dropUnfit(response["content"], ownOfContent);
}

function dropUnfit(target: unknown, fields: OwnFields): void {
  if (!isObject(target)) return;
  for (const [key, schema] of fields) {
    if (key in target && !schema.safeParse(target[key]).success) delete target[key];
  }
}

type OwnFields = readonly (readonly [string, z.ZodMiniType])[];

const ownOfEntry = ownFields(entrySchema.shape);
const ownOfPostData = ownFields(postDataSchema.shape);
const ownOfResponse = ownFields(responseSchema.shape);
const ownOfContent = ownFields(contentSchema.shape);

function ownFields(shape: Readonly<Record<string, z.ZodMiniType>>): OwnFields {
  return Object.entries(shape).filter(([key]) => key.startsWith("_"));
}
