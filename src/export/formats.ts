import { toBruno } from "./formats/bruno.ts";
import { toCurl } from "./formats/curl.ts";
import { toHar } from "./formats/har.ts";
import { toHtml } from "./formats/html.ts";
import { toHttpFile, toHttpYac } from "./formats/http.ts";
import { toHurl } from "./formats/hurl.ts";
import { toMermaidText } from "./formats/mermaid.ts";
import { toOpenApi } from "./formats/openapi.ts";
import { toPlantUml } from "./formats/plantuml.ts";
import { toPostman } from "./formats/postman.ts";
import type { Subject } from "./subject.ts";

/** Writers of all formats, by the names that the command line has for them. */
export const FORMATS = {
  bruno: toBruno,
  curl: toCurl,
  har: toHar,
  html: toHtml,
  http: toHttpFile,
  httpyac: toHttpYac,
  hurl: toHurl,
  mermaid: toMermaidText,
  openapi: toOpenApi,
  plantuml: toPlantUml,
  postman: toPostman,
} as const satisfies Readonly<Record<string, Writer>>;

type Writer = (subject: Subject) => Exported;

/** The text of one file, or the files of a folder by their paths in it. */
export type Exported = string | ReadonlyMap<string, string>;

/** What `exportTrace` can write. */
export type ExportFormat = keyof typeof FORMATS;
