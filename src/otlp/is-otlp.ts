/**
 * Whether a text, by its beginning, contains OpenTelemetry spans as JSON: the Collector's files, responses of Jaeger and Tempo. A HAR file
 * may contain such a text within a body, where its quotes have backslashes.
 */
export function isOtlp(beginning: string): boolean {
  if (!/^\uFEFF?\s*[[{]/.test(beginning)) return false;
  return TELLING.exec(beginning)?.[1] !== undefined;
}

/** The first word that decides; `log` is that of a HAR. */
const TELLING =
  /"(?:(resourceSpans|resource_spans|batches|resourceMetrics|resourceLogs|scopeSpans|operationName)|log)"\s*:/;

/** Units in which a file shows what it is. */
export const BEGINNING = 1 << 16;
