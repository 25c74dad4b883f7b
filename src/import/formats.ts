import { isOtlp } from "../otlp/is-otlp.ts";
import { readOtlp } from "../otlp/read/read-otlp.ts";
import { parseTrace } from "../trace/model/parse.ts";
import type { Trace } from "../trace/model/types.ts";
import { sourceOfText } from "../trace/stream/text-source.ts";
import { isCurlTrace, isCurlVerbose, parseCurlTrace, parseCurlVerbose } from "./curl/curl-trace.ts";
import { isJsonLog } from "./openstack/json-log.ts";
import { isOpenStackLog, parseOpenStackLog } from "./openstack/openstack-log.ts";

/** What another tool writes of its HTTP traffic. */
interface ImportFormat {
  /** What one file of it, and what such files are called. */
  readonly one: string;
  readonly many: string;
  readonly matches: (text: string) => boolean;
  /** @param file What messages call the file. @throws UserError if it is broken. */
  readonly parse: (text: string, file: string) => Trace;
}

/** Help and messages go through this list. The first that matches a text is its format. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  { one: "HAR", many: "HAR files", matches: isHar, parse: parseTrace },
  {
    one: "spans of OpenTelemetry (OTLP/JSON, also of Jaeger and Tempo)",
    many: "spans of OpenTelemetry as JSON",
    matches: isOtlp,
    parse: (text, file) => readOtlp(sourceOfText(text, file)),
  },
  {
    one: "a file of `curl --trace` or `--trace-ascii`",
    many: "files of `curl --trace` or `--trace-ascii`",
    matches: isCurlTrace,
    parse: parseCurlTrace,
  },
  {
    one: "what `openstack --debug` prints",
    many: "what `openstack --debug` prints",
    // After curl: a body in its output may have such a line.
    matches: isOpenStackLog,
    parse: parseOpenStackLog,
  },
  {
    one: "what `curl -v` prints",
    many: "what `curl -v` prints",
    matches: isCurlVerbose,
    parse: parseCurlVerbose,
  },
];

/** Whether a text, or its beginning, is that of a HAR file. */
export function isHar(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && !isOtlp(text) && !isJsonLog(text);
}
