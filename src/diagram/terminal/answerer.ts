import type { Step, Walkthrough } from "../../analyze/types.ts";
import { cleanText } from "../display-text.ts";

/**
 * Names the participant that responded, and the sender of the request if it was not the first caller: `nova-api →
 * glance-api`.
 */
export function nameAnswerers({ participants }: Pick<Walkthrough, "participants">): (step: Step) => string {
  const labels = new Map(participants.map(({ id, label }) => [id, cleanText(label)]));
  const labelOf = (id: string): string => labels.get(id) ?? cleanText(id);
  const caller = participants[0]?.id;
  return ({ client, server }) => (client === caller ? labelOf(server) : `${labelOf(client)} → ${labelOf(server)}`);
}
