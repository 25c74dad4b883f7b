import type { ApiDescription, Walkthrough } from "../../analyze/types.ts";
import { type Io, tell } from "../io.ts";

/** A document that describes nothing in a recording is probably for another base URL. */
export function tellUnused(descriptions: readonly ApiDescription[], { steps }: Walkthrough, io: Io): void {
  const used = new Set(steps.map(({ described }) => described?.title));
  for (const { title, servers } of descriptions) {
    if (used.has(title)) continue;
    const where = servers.filter((server) => server !== "").join(", ");
    tell(io, `"${title}" describes no request of the trace${where && ` at ${where}`}.`);
    tell(io, "  Hint: Give the base URL of its paths in the recording: --openapi FILE=http://host/base");
  }
}
