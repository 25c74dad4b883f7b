/** Parts of a page that are not about one call, and that a page can omit. */
export const PAGE_PARTS = ["variables", "command", "diagram", "summary", "output"] as const;

export type PageSection = (typeof PAGE_PARTS)[number];
