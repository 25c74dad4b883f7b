/** The trace that is or will be made from a journal, or from a directory of journals; any other file is the trace itself. */
export function traceFileOf(file: string): string {
  return file.replace(/\.journals?\/?$/, "");
}
