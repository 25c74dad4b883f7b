import { MOST_AT_ONCE } from "../trace/stream/most-at-once.ts";
import { toBruno } from "./formats/bruno.ts";
import { toCurl } from "./formats/curl.ts";
import { toHar } from "./formats/har.ts";
import { MOST_IN_REPORT, toHtml } from "./formats/html.ts";
import { toHttpFile, toHttpYac } from "./formats/http.ts";
import { toHurl } from "./formats/hurl.ts";
import { toMermaidText } from "./formats/mermaid.ts";
import { toOpenApi } from "./formats/openapi.ts";
import { toOtlp } from "./formats/otlp.ts";
import { toPlantUml } from "./formats/plantuml.ts";
import { toPostman } from "./formats/postman.ts";
import type { Subject } from "./subject.ts";

/** A format in which a trace can be written. */
export type Format = FileFormat | FolderFormat;

interface FileFormat extends FormatFacts {
  /** The text of its file, in pieces that end where no secret may be cut: with an exchange, a call, a line. */
  readonly write: (subject: Subject) => Iterable<string>;
}

interface FolderFormat extends FormatFacts {
  /** Texts of files by their paths in a folder. */
  readonly writeFiles: (subject: Subject) => ExportedFiles;
}

export type ExportedFiles = Iterable<readonly [path: string, content: string]>;

interface FormatFacts {
  /** For docs/guide/share.md. Markdown. */
  readonly purpose: string;
  /** Maximum number of exchanges in it, because more would be of no use to the reader. @default all */
  readonly most?: number;
}

const DIAGRAM = "the diagram as text";

/**
 * Formats by their names on the command line. The help, the tables of the guide, and the tests go through this list.
 */
export const FORMATS = {
  bruno: { writeFiles: toBruno, purpose: "a collection: a directory, so `--output` is needed" },
  curl: {
    write: toCurl,
    purpose: "a bash script; needs curl and jq. Exits with 1 if a status differs from the recorded one",
  },
  har: { write: toHar, purpose: "HAR 1.2, also of a journal" },
  html: {
    write: toHtml,
    purpose: `the report, of the first ${MOST_IN_REPORT.toLocaleString("en-US")} exchanges`,
    most: MOST_IN_REPORT,
  },
  http: { write: toHttpFile, purpose: "requests for editors, in the dialect of REST Client" },
  httpyac: { write: toHttpYac, purpose: "requests for editors, in the dialect of httpYac" },
  hurl: { write: toHurl, purpose: "requests with the recorded statuses, and captures" },
  mermaid: { write: toMermaidText, purpose: DIAGRAM, most: MOST_AT_ONCE },
  openapi: { write: toOpenApi, purpose: "a draft of an OpenAPI 3.1 document: only what the trace shows" },
  otlp: { write: toOtlp, purpose: "spans for an OpenTelemetry Collector, OTLP/JSON lines ([guide](otlp.md))" },
  plantuml: { write: toPlantUml, purpose: DIAGRAM, most: MOST_AT_ONCE },
  postman: { write: toPostman, purpose: "a collection, format 2.1, with tests of the statuses" },
} as const satisfies Readonly<Record<string, Format>>;

/** Names of the formats of `exportTrace`. */
export type ExportFormat = keyof typeof FORMATS;
