import * as z from "zod/mini";

/** The annotations of a JSON Schema: a name, by which it is referenced, and its purpose. */
export type Annotation = { readonly id?: string; readonly description?: string };

/** The same schema with a note for its JSON Schema. */
export function annotate<T extends z.ZodMiniType>(schema: T, annotation: string | Annotation): T {
  const copy = schema.clone();
  z.globalRegistry.add(copy, typeof annotation === "string" ? { description: annotation } : annotation);
  return copy;
}
