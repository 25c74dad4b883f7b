/** The notes of a version in CHANGELOG.md. @throws Error if there are none */
export function takeNotes(changelog: string, version: string): string {
  const lines = changelog.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (start < 0) throw new Error(`CHANGELOG.md has no section "## [${version}]".`);
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  const notes = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n").trim();
  if (notes === "") throw new Error(`CHANGELOG.md has no text in the section "## [${version}]".`);
  return `${notes}\n`;
}
