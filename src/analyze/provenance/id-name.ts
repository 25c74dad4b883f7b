/** Names of members and parameters that hold ids: `id`, `image_id`, `projectId`, `uuid`; not `paid` or `grid`. */
export function isIdName(name: string): boolean {
  return /(?:^|[_-])(?:id|uuid)$/i.test(name) || /[a-z](?:Id|ID|Uuid|UUID)$/.test(name);
}
