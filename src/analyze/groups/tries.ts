import { findHeader } from "../../trace/headers.ts";
import { nameOutcome } from "../outcome.ts";
import type { Step } from "../types.ts";
import type { Candidate } from "./find-groups.ts";

/**
 * Finds requests that were retried or redirected: according to the recording, or otherwise by the response before and
 * the request after.
 *
 * @param steps of one client, in the order of their requests
 */
export function findTries(steps: readonly Step[]): readonly Candidate[] {
  const chains: Link[][] = [];
  const chainOf = new Map<string, Link[]>();
  for (const [index, step] of steps.entries()) {
    const link = toLink(step, steps[index - 1]);
    const chain = link === undefined ? undefined : chainOf.get(link.before);
    // Recordings name the first try, not the previous one.
    const isNext = link?.kind === "retry" || chain?.at(-1)?.step.id === link?.before;
    if (link !== undefined && chain !== undefined && isNext) {
      chain.push({ step, kind: link.kind });
      chainOf.set(step.id, chain);
    } else {
      const begun: Link[] = [{ step, kind: undefined }];
      chains.push(begun);
      chainOf.set(step.id, begun);
    }
  }
  return chains.filter((chain) => chain.length > 1).map(toCandidate);
}

interface Link {
  readonly step: Step;
  /** Undefined for the first of a chain. */
  readonly kind: "retry" | "redirect" | undefined;
}

/** @param previous the request of the same client before this one */
function toLink(step: Step, previous: Step | undefined): { kind: "retry" | "redirect"; before: string } | undefined {
  if (step.retryOf !== undefined) return { kind: "retry", before: step.retryOf };
  if (step.redirectOf !== undefined) return { kind: "redirect", before: step.redirectOf };
  if (previous === undefined || previous.response.number > step.request.number) return undefined;
  if (TRY_AGAIN.has(previous.response.status) && isSameRequest(previous, step))
    return { kind: "retry", before: previous.id };
  return isRedirect(previous, step) ? { kind: "redirect", before: previous.id } : undefined;
}

/** Responses after which clients retry: those for which RFC 9110 and RFC 6585 suggest it, and those of gateways. 0 is no response. */
const TRY_AGAIN: ReadonlySet<number> = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** Whether the same request was sent again. */
export function isSameRequest({ request: { method, url, body } }: Step, { request: next }: Step): boolean {
  return next.method === method && next.url === url && next.body.text === body.text;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function isRedirect(before: Step, after: Step): boolean {
  if (!REDIRECTS.has(before.response.status)) return false;
  const location = findHeader(before.response.headers, "location");
  return location !== undefined && URL.parse(location, before.request.url)?.href === URL.parse(after.request.url)?.href;
}

function toCandidate(chain: readonly Link[]): Candidate {
  const steps = chain.map(({ step }) => step);
  const kind = chain.some((link) => link.kind === "retry") ? "retry" : "redirect";
  const outcomes = steps.map(nameOutcome);
  const listed = outcomes.length <= LONGEST_LIST ? outcomes : [...outcomes.slice(0, 2), "…", ...outcomes.slice(-1)];
  const label = kind === "retry" ? `${steps.length} tries: ${listed.join(", ")}` : `redirected: ${listed.join(", ")}`;
  return { kind, label, steps };
}

/** Outcomes that a label names one by one. */
const LONGEST_LIST = 6;
