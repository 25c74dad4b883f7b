import { createHash } from "node:crypto";

import { escapeUnseen } from "../json/escape-unseen.ts";
import type { ReportFiles } from "./report-files.ts";

/**
 * A page that shows everything and loads nothing. Recorded text is in it only as data; the policy allows the one script
 * and style that are named by their hash, and forbids every request.
 */
export function toSafePage(files: ReportFiles, data: unknown): string {
  return Array.from(chunksOfSafePage(files, [JSON.stringify(data)])).join("");
}

/**
 * The same piece by piece, of JSON in pieces.
 *
 * @param isServed whether it may request updates from its own server, and from no other
 */
export function* chunksOfSafePage(
  { page, style, script }: ReportFiles,
  json: Iterable<string>,
  isServed = false,
): Generator<string> {
  const connect = isServed ? "connect-src 'self'; " : "";
  const policy = `default-src 'none'; ${connect}script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>wirewalk</title>
<style>${style}</style>
</head>
<body>
${page}<script type="application/json" id="report">`;
  for (const piece of json) yield toScriptData(piece);
  yield `</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

/** JSON that ends no script element and begins no comment in one. */
function toScriptData(json: string): string {
  return escapeUnseen(json.replaceAll("<", String.raw`\u003c`));
}
