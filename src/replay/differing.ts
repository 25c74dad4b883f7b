/** For people: where a body differs, `/items/0/id, /name, and 3 more`, and the option by which that does not count. */
export function describeDiffering(differs: readonly string[]): string {
  const more = differs.length > MOST_NAMED ? `, and ${differs.length - MOST_NAMED} more` : "";
  return `${differs.slice(0, MOST_NAMED).join(", ")}${more}.${adviseIgnoring(differs)}`;
}

const MOST_NAMED = 5;

/** Of JSON, the option by which these members do not count. */
function adviseIgnoring(differs: readonly string[]): string {
  const paths = differs.filter((name) => name.startsWith("/"));
  if (paths.length === 0 || paths.length > MOST_NAMED || paths.some((path) => /[,\s*.]/.test(path))) return "";
  return ` \`--ignore ${paths.map((path) => `body${path.replaceAll("/", ".")}`).join(",")}\` ignores them.`;
}
