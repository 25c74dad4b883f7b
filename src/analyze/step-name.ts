import type { Entry } from "../trace/model/types.ts";
import { nameRequest } from "../trace/names/call-name.ts";
import type { ReadCall } from "./call-reader.ts";
import type { StepName } from "./types.ts";

/**
 * Names a step by, in this order: the user's own label, the protocol inside HTTP, and the description of its API. The
 * description comes last, because it is the same for all GraphQL operations of a path.
 *
 * @param labels by step id, or by method and template: `GET /pets/{petId}`
 */
export function createStepLabeler(
  labels: Readonly<Record<string, string>>,
): (step: LabeledStep) => StepName | undefined {
  const own = new Map(Object.entries(labels));
  const shapes = new Map(Object.keys(labels).map((key) => [toLabelShape(key), key]));
  return ({ id, entry: { request }, path, described }) => {
    const keys = listLabelKeys({ id, method: request.method, path });
    const label =
      keys.find((key) => own.has(key)) ??
      keys.map((key) => shapes.get(toLabelShape(key))).find((key) => key !== undefined);
    if (label !== undefined) return { text: own.get(label) ?? label, from: "config" };
    const name = nameRequest(request);
    if (name !== undefined) return { text: name.text, from: name.by };
    return described?.summary === undefined ? undefined : { text: described.summary, from: "openapi" };
  };
}

/** A key without the names of its placeholders: a page may number them, `{book_id_2}`. */
export function toLabelShape(key: string): string {
  return key.replaceAll(/\{\w+\}/g, "{}");
}

/** Keys by which the user may label a step; the first takes precedence. */
export function listLabelKeys({ id, method, path }: LabeledCall): readonly string[] {
  return [id, `${method} ${path}`, `${method} ${path.replace(/\?.*/s, "")}`];
}

interface LabeledCall {
  readonly id: string;
  readonly method: string;
  /** Templated path with query. */
  readonly path: string;
}

interface LabeledStep extends Pick<ReadCall, "path" | "described"> {
  readonly id: string;
  readonly entry: Entry;
}
