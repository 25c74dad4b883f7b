import type { Walkthrough } from "../analyze/types.ts";
import { type Call, outcomeOf, toCalls } from "./calls.ts";
import { maskVolatile } from "./noise.ts";
import { bodyShapeOf } from "./shape.ts";

/**
 * Number of the last arrow of what two walkthroughs begin with alike: the same calls with the same query, body, outcome,
 * and shape of the response, in the same order, whatever ids and times they carry, and whatever the caller is called. No call is cut in half. 0 where already the first differs.
 */
export function findCommonBeginning(one: Walkthrough, other: Walkthrough): number {
  const [events, others] = [listEvents(one), listEvents(other)];
  let open = 0;
  let last = 0;
  for (const [index, event] of events.entries()) {
    if (event.text !== others[index]?.text) break;
    open += event.isRequest ? 1 : -1;
    if (open === 0) last = index + 1;
  }
  return last;
}

interface ArrowEvent {
  readonly isRequest: boolean;
  readonly text: string;
}

function listEvents(walkthrough: Walkthrough): readonly ArrowEvent[] {
  const caller = walkthrough.participants[0]?.id;
  const keys = new Map(
    toCalls(walkthrough).map((call) => [call.step.id, describe(call, call.step.client === caller ? "" : call.client)]),
  );
  return walkthrough.arrows.map(({ kind, step }) => {
    const isRequest = kind === "request";
    return { isRequest, text: `${isRequest} ${keys.get(step) ?? ""}` };
  });
}

/** What a page claims to be the same, where it leaves a call to another page. */
function describe(call: Call, client: string): string {
  const { server, path, name, step } = call;
  const { method, url, body } = step.request;
  const [, query = ""] = url.split(/\?(.*)/s);
  const sent = [query, body.text].map(maskVolatile);
  return JSON.stringify([
    client,
    server,
    method,
    path,
    name,
    ...sent,
    outcomeOf(call),
    bodyShapeOf(step.response.body),
  ]);
}
