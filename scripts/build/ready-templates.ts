import { readFile } from "node:fs/promises";

import handlebars from "handlebars";
import type { Plugin } from "rolldown";

import { mkdocs } from "../../src/page/dialects/mkdocs.ts";
import { createHelpers } from "../../src/page/helpers.ts";
import { compileOptions, parseTemplate } from "../../src/page/parse-template.ts";
import { listTemplateFiles, locateOwnTemplate } from "../../src/page/templates.ts";

/** Compiles the templates that come with wirewalk, for src/page/ready-templates.ts. */
export const readyTemplates: Plugin = {
  name: "ready-templates",
  load: {
    filter: { id: /[\\/]src[\\/]page[\\/]ready-templates\.ts$/ },
    handler: async () => {
      const paths = (await listTemplateFiles()).filter((path) => path.endsWith(".hbs"));
      const rows = await Promise.all(paths.map(writeRow));
      return { code: `export const readyTemplates = {\n${rows.join("")}};\n`, moduleType: "js" };
    },
  },
};

async function writeRow(path: string): Promise<string> {
  const file = locateOwnTemplate(path);
  const text = await readFile(file, "utf8");
  // Text, whatever its type says.
  const program: unknown = handlebars.precompile(parseTemplate(handlebars, { name: path, file, text }), options);
  return `${JSON.stringify(path)}: { text: ${JSON.stringify(text)}, program: ${program as string} },\n`;
}

// Each target has helpers of the same names.
const options = compileOptions(createHelpers(mkdocs));
