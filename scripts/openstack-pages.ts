/** The walkthrough pages of this repository: which trace they show, and what their author chose. */
export interface OpenStackPage {
  /** In traces/openstack/, without ending; named after the flow that made it. */
  readonly trace: string;
  /** Page in docs/openstack/image/, without locale and ending. */
  readonly page: string;
  readonly title: string;
  /** Arrows that another page already shows. */
  readonly omit?: { readonly from: number; readonly to: number; readonly page: string; readonly title: string };
}

const COMMON = { from: 1, to: 6, page: "member-list", title: "openstack image member list" } as const;

export const OPENSTACK_PAGES: readonly OpenStackPage[] = [
  { trace: "image-member-list", page: "member-list", title: "openstack image member list" },
  { trace: "image-add-project", page: "add-project", title: "openstack image add project", omit: COMMON },
  { trace: "image-set-accept", page: "set-accept", title: "openstack image set --accept", omit: COMMON },
  { trace: "image-remove-project", page: "remove-project", title: "openstack image remove project", omit: COMMON },
  {
    trace: "image-add-project-nested",
    page: "add-project-nested",
    title: "openstack image add project, with Glance's own calls",
    omit: COMMON,
  },
];

export const LOCALES = ["en", "ko"] as const;

/** `docs/openstack/image/add-project.md` is English, `add-project.ko.md` Korean. */
export function pageFile(page: string, locale: string): string {
  return locale === "en" ? `${page}.md` : `${page}.${locale}.md`;
}
