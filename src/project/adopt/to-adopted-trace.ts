import type { Arrow, Step, Walkthrough } from "../../analyze/types.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { toAnchor } from "../../page/anchor.ts";
import { type AdoptedArrow, type AdoptedTrace, toHeadingName } from "../../regions/adopt/adopted-arrow.ts";
import { isRegion } from "../../regions/marked-parts.ts";
import type { PagePart } from "../../regions/parse-page.ts";
import { nameRegion } from "../../regions/regions.ts";
import { nameText } from "../../trace/names/call-name.ts";

/** The arrows that a handwritten page may show: those with a heading on a generated page. */
export function toAdoptedTrace(
  { arrows, steps, command, variables }: Walkthrough,
  generated: readonly PagePart[],
): AdoptedTrace {
  const names = new Map(generated.filter(isRegion).map(({ id, inner }) => [nameRegion(id), inner.split("\n")]));
  const byId = new Map(steps.map((step) => [step.id, step]));
  return {
    arrows: arrows.flatMap((arrow) => {
      const step = byId.get(arrow.step);
      const adopted = step === undefined ? undefined : toAdopted(arrow, step);
      return adopted !== undefined && names.has(toHeadingName(adopted)) ? [adopted] : [];
    }),
    ...onlyKnown({ command: command && { argv: command.argv, stdout: command.stdout } }),
    variables: variables.map(({ value }) => value),
    texts: names,
  };
}

function toAdopted({ number, kind }: Arrow, { id, request, response, name }: Step): AdoptedArrow {
  return {
    number,
    kind: kind === "request" ? "request" : "response",
    step: toAnchor(id),
    method: request.method,
    path: withoutQuery(request.path),
    recordedPath: toPath(request.url),
    status: response.status,
    name: nameText(name),
  };
}

function toPath(url: string): string {
  return withoutQuery(url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "")) || "/";
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/, "");
}
