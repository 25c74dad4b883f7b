import { toCurl } from "./formats/curl.ts";
import { toHar } from "./formats/har.ts";
import { toMermaidText } from "./formats/mermaid.ts";
import { toPlantUml } from "./formats/plantuml.ts";
import type { Subject } from "./subject.ts";

/** Writers of all formats, by the names that the command line has for them. */
export const FORMATS = {
  curl: toCurl,
  har: toHar,
  mermaid: toMermaidText,
  plantuml: toPlantUml,
} as const satisfies Readonly<Record<string, Writer>>;

/** Writes the whole file of one format. */
type Writer = (subject: Subject) => string;

/** What `exportTrace` can write. */
export type ExportFormat = keyof typeof FORMATS;
