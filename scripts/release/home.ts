/** The fields of package.json that name the project's public home. */
export interface Home {
  readonly repository?: string | { readonly url?: string };
  readonly homepage?: string;
  readonly bugs?: string | { readonly url?: string; readonly email?: string };
}

/**
 * The fields of the public home that package.json lacks, or that are not public addresses. npm's provenance needs `repository`, and
 * SECURITY.md refers to `bugs.email`.
 */
export function findMissingHome({ repository, homepage, bugs }: Home): readonly string[] {
  const place = typeof repository === "string" ? repository : repository?.url;
  const reports = typeof bugs === "string" ? { url: bugs } : bugs;
  const fields: readonly (readonly [field: string, isSet: boolean])[] = [
    ["repository.url", isPublic(place?.replace(/^git\+/, ""))],
    ["homepage", isPublic(homepage)],
    ["bugs.url", isPublic(reports?.url)],
    ["bugs.email", /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(reports?.email ?? "")],
  ];
  return fields.filter(([, isSet]) => !isSet).map(([field]) => field);
}

/** RFC 2606 reserves these names, so they are not real addresses. */
function isPublic(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" && hostname.includes(".") && !/(?:^|\.)(?:example(?:\.\w+)?|invalid|test)$/.test(hostname);
}
