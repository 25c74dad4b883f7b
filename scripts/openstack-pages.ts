/** The walkthrough pages of this repository: which trace they show, and what their author chose. */
export interface OpenStackPage {
  /** Flow, and name of the trace in traces/openstack/. */
  readonly flow: string;
  /** Page in docs/openstack/image/, without locale and ending. */
  readonly page: string;
  readonly title: string;
  /** Arrows that another page already shows. */
  readonly omit?: { readonly from: number; readonly to: number; readonly page: string; readonly title: string };
}

const COMMON = { from: 1, to: 6, page: "member-list", title: "openstack image member list" } as const;

export const OPENSTACK_PAGES: readonly OpenStackPage[] = [
  { flow: "image-member-list", page: "member-list", title: "openstack image member list" },
  { flow: "image-add-project", page: "add-project", title: "openstack image add project", omit: COMMON },
  { flow: "image-set-accept", page: "set-accept", title: "openstack image set --accept", omit: COMMON },
  { flow: "image-remove-project", page: "remove-project", title: "openstack image remove project", omit: COMMON },
];

export const LOCALES = ["en", "ko"] as const;

/** `docs/openstack/image/add-project.md` is English, `add-project.ko.md` Korean. */
export function pageFile(page: string, locale: string): string {
  return locale === "en" ? `${page}.md` : `${page}.${locale}.md`;
}
