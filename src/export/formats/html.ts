import { createHash } from "node:crypto";

import { escapeUnseen } from "../../json/escape-unseen.ts";
import { toReportData } from "../report-data.ts";
import { readReportFiles } from "../report-files.ts";
import type { Subject } from "../subject.ts";

/** Exchanges: browsers take long over more. */
export const MOST_IN_REPORT = 5000;

/**
 * One page that shows everything and loads nothing. What was recorded is in it as data only; the policy lets run the
 * one script and style that are named by their hash, and forbids every request.
 */
export function toHtml(subject: Subject): string {
  const { page, style, script } = readReportFiles();
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
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
${page}<script type="application/json" id="report">${toScriptData(toReportData(subject))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

/** JSON that ends no script element and begins no comment in one. */
function toScriptData(data: unknown): string {
  return escapeUnseen(JSON.stringify(data).replaceAll("<", String.raw`\u003c`));
}
