import { execFileSync } from "node:child_process";

/** The library that GitHub itself uses. */
export function toHtml(page) {
  const args = ["--unsafe", ...["table", "strikethrough", "autolink", "tagfilter", "tasklist"].flatMap((name) => ["-e", name])];
  return execFileSync("cmark-gfm", args, { input: page, encoding: "utf8" });
}
