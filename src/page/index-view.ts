/** The content of a project's index. */
export interface IndexContent {
  readonly walkthroughs: readonly IndexEntry[];
  readonly coverage: readonly IndexCoverage[];
}

export interface IndexEntry {
  /** Plain text. */
  readonly title: string;
  /** From the index: `./place-order.md`. */
  readonly address: string;
  readonly calls: number;
  /** Labels, the caller first. */
  readonly participants: readonly string[];
}

/** How much of a described API the walkthroughs show. */
interface IndexCoverage {
  readonly title: string;
  readonly operations: number;
  readonly shown: number;
  readonly missing: readonly string[];
}

/** Everything that the templates of an index can use. */
export interface IndexView {
  readonly title: string;
  readonly walkthroughs: readonly (Omit<IndexEntry, "participants"> & { readonly participants: string })[];
  /** Addresses without the ending of the file, for sites that name documents so. */
  readonly documents: readonly string[];
  readonly coverage: readonly IndexCoverage[];
}

export function viewIndex({ walkthroughs, coverage }: IndexContent, title: string): IndexView {
  return {
    title,
    walkthroughs: walkthroughs.map(({ participants, ...one }) => ({ ...one, participants: participants.join(", ") })),
    documents: walkthroughs.map(({ address }) => address.replace(/^\.\//, "").replace(/\.\w+$/, "")),
    coverage,
  };
}
