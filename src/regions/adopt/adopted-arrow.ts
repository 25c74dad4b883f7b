/** Facts about an arrow that a page may show. */
export interface AdoptedArrow {
  readonly number: number;
  readonly kind: "request" | "response";
  /** Of its step, as regions name it. */
  readonly step: string;
  readonly method: string;
  /** Template and recorded path, without query: `/images/{image_id}`, `/images/7`. */
  readonly path: string;
  readonly recordedPath: string;
  /** Of the response; 0 for none. */
  readonly status: number;
  /** Name of the call; "" if it has none. */
  readonly name: string;
}

/** The parts of a page. */
export interface AdoptedTrace {
  /** In the order of the diagram. */
  readonly arrows: readonly AdoptedArrow[];
  readonly command?: { readonly argv: readonly string[]; readonly stdout: string };
  /** Values for which paths have names. */
  readonly variables: readonly string[];
  /** Lines of the regions that the generated page has, by their names. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** The name of the region that its heading is in. */
export function toHeadingName({ step, kind }: AdoptedArrow): string {
  return `step=${step} part=${kind}`;
}
