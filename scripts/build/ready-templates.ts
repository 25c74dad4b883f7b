import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";

import handlebars from "handlebars";
import type { Plugin } from "rolldown";
import { parse } from "yaml";

import { mkdocs } from "../../src/page/dialects/mkdocs.ts";
import { createHelpers } from "../../src/page/helpers.ts";
import { compileOptions, parseTemplate } from "../../src/page/parse-template.ts";
import { listTemplateFiles, locateOwnTemplate } from "../../src/page/templates.ts";

const PREFIX = "ready:";
const READY = /^ready:/;

/** Compiles the templates and parses the locales that come with wirewalk, for src/page/ready-templates.ts; each set and each locale is a module. */
export const readyTemplates: Plugin = {
  name: "ready-templates",
  resolveId: {
    filter: { id: READY },
    handler: (id) => id,
  },
  load: {
    filter: { id: [/[\\/]src[\\/]page[\\/]ready-templates\.ts$/, READY] },
    handler: async (id) => {
      const paths = await listTemplateFiles();
      const part = id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
      const code = part === undefined ? writeTables(paths) : await writePart(part, paths);
      return { code, moduleType: "js" };
    },
  },
};

function writeTables(paths: readonly string[]): string {
  const sets = new Set(paths.filter((path) => !isLocale(path)).map(dirname));
  return `export const readySets = ${writeTable([...sets])};\nexport const readyLocales = ${writeTable(paths.filter(isLocale))};\n`;
}

const isLocale = (path: string): boolean => path.endsWith(".yaml");

function writeTable(parts: readonly string[]): string {
  const rows = parts.map((part) => `${JSON.stringify(part)}: () => import(${JSON.stringify(PREFIX + part)}),\n`);
  return `{\n${rows.join("")}}`;
}

async function writePart(part: string, paths: readonly string[]): Promise<string> {
  if (isLocale(part)) return `export const ready = ${JSON.stringify(await readLocale(part))};\n`;
  const rows = await Promise.all(paths.filter((path) => dirname(path) === part).map(writeRow));
  return `export const ready = {\n${rows.join("")}};\n`;
}

async function readLocale(path: string): Promise<object> {
  const text = await readFile(locateOwnTemplate(path), "utf8");
  return { text, messages: parse(text) as unknown };
}

async function writeRow(path: string): Promise<string> {
  const file = locateOwnTemplate(path);
  const text = await readFile(file, "utf8");
  // Always text, although its type allows more.
  const program: unknown = handlebars.precompile(parseTemplate(handlebars, { name: path, file, text }), options);
  return `${JSON.stringify(basename(path, ".hbs"))}: { text: ${JSON.stringify(text)}, program: ${program as string} },\n`;
}

// Each target has helpers of the same names.
const options = compileOptions(createHelpers(mkdocs));
