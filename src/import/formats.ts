import { isOtlp } from "../otlp/is-otlp.ts";
import { readOtlp } from "../otlp/read/read-otlp.ts";
import type { Remarks } from "../trace/foreign/remarks.ts";
import type { Trace } from "../trace/model/types.ts";
import { readSource } from "../trace/stream/read-source.ts";
import { sourceOfText } from "../trace/stream/text-source.ts";
import { isCurlTrace, isCurlVerbose, parseCurlTrace, parseCurlVerbose } from "./curl/curl-trace.ts";
import { isJsonLog } from "./openstack/json-log.ts";
import { isOpenStackLog, parseOpenStackLog } from "./openstack/openstack-log.ts";

/** What another tool writes of its HTTP traffic. */
interface ImportFormat {
  /** Names of one file, and of several files, of this format. */
  readonly one: string;
  readonly many: string;
  readonly matches: (text: string) => boolean;
  /**
   * @param file What messages call the file.
   * @param remarks Where it is noted what was changed or left out.
   * @throws UserError if it is broken
   */
  readonly parse: (text: string, file: string, remarks: Remarks) => Trace;
}

/** Help and messages go through this list. The first that matches a text is its format. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  { one: "HAR file", many: "HAR files", matches: isHar, parse: parseHar },
  {
    one: "OpenTelemetry spans (OTLP/JSON, also from Jaeger and Tempo)",
    many: "OpenTelemetry spans as JSON",
    matches: isOtlp,
    parse: (text, file, remarks) => readOtlp(sourceOfText(text, file), { remarks }),
  },
  {
    one: "output of `curl --trace` or `--trace-ascii`",
    many: "output of `curl --trace` or `--trace-ascii`",
    matches: isCurlTrace,
    parse: parseCurlTrace,
  },
  {
    one: "output of `openstack --debug`",
    many: "output of `openstack --debug`",
    // After curl: a body in its output may have such a line.
    matches: isOpenStackLog,
    parse: (text, _file, remarks) => parseOpenStackLog(text, remarks),
  },
  {
    one: "output of `curl -v`",
    many: "output of `curl -v`",
    matches: isCurlVerbose,
    parse: parseCurlVerbose,
  },
];

function parseHar(text: string, file: string, remarks: Remarks): Trace {
  return readSource(sourceOfText(text.startsWith("\uFEFF") ? text.slice(1) : text, file), { remarks });
}

/** Whether a text is a HAR file, or the beginning of one. */
export function isHar(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && !isOtlp(text) && !isJsonLog(text);
}
