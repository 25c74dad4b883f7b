import * as z from "zod/mini";

/** What a JSON Schema says of a schema beside its rules: a name of its own, by which it is referred to, and what it is for. */
export type Annotation = { readonly id?: string; readonly description?: string };

/** The same schema with a note for its JSON Schema. */
export function annotate<T extends z.ZodMiniType>(schema: T, annotation: string | Annotation): T {
  const copy = schema.clone();
  z.globalRegistry.add(copy, typeof annotation === "string" ? { description: annotation } : annotation);
  return copy;
}
