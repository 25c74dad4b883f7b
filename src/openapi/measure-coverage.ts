import type { ApiDescription, Step } from "../analyze/types.ts";

/** How much of an API walkthroughs show. */
export interface Coverage {
  /** Of the document. */
  readonly title: string;
  readonly operations: number;
  readonly shown: number;
  /** `GET /pets/{petId}`, in the order of the document. */
  readonly missing: readonly string[];
}

/** Names an operation of a document, whichever walkthrough calls it; undefined for a call that no document has. */
export function nameOperation({ described, request }: Pick<Step, "described" | "request">): string | undefined {
  return described && toKey(described.title, `${request.method} ${described.path}`);
}

/** @param shown what `nameOperation` names */
export function measureCoverage(
  descriptions: readonly Pick<ApiDescription, "operations" | "title">[],
  shown: ReadonlySet<string>,
): readonly Coverage[] {
  // Several walkthroughs name one document, and one API may be described by several.
  return Array.from(
    Map.groupBy(descriptions, ({ title }) => title),
    ([title, documents]) => {
      const calls = new Set(
        documents.flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`)),
      );
      const missing = [...calls].filter((call) => !shown.has(toKey(title, call)));
      return { title, operations: calls.size, shown: calls.size - missing.length, missing };
    },
  );
}

function toKey(title: string, call: string): string {
  return `${title}\n${call}`;
}
