import type { RenamedParticipants } from "./renamed-participants.ts";
import type { Participant, Profile } from "./types.ts";
import { toIdPart } from "./unique-ids.ts";

/** Collects participants in the order they appear. */
export interface ParticipantBook {
  /** The participant of this id, as the trace or the profile names it. */
  readonly add: (participant: Participant) => Participant;
  /** A caller about which nothing is known: it is distinct from any participant with the same name. */
  readonly addUnknown: (participant: Participant) => Participant;
  /** The participant that the trace names by its id alone; the profile may know its label. */
  readonly addId: (id: string) => Participant;
  /** A server with a known host only. */
  readonly addHost: (host: string) => Participant;
  readonly list: () => readonly Participant[];
}

export function createParticipantBook(
  profile: Profile | undefined,
  { rename }: Pick<RenamedParticipants, "rename">,
): ParticipantBook {
  const byId = new Map<string, Participant>();
  const byLabel = new Map<string, Participant>();
  const byHost = new Map<string, Participant>();
  const known = new Map(
    [profile?.client, ...Object.values(profile?.services ?? {})]
      .filter((participant) => participant !== undefined)
      // A recording contains the names that programs use for themselves, which become labels: `glance-api`.
      .flatMap((participant) => [[participant.label, participant] as const, [participant.id, participant] as const]),
  );

  const add = (met: Participant): Participant => {
    const participant = rename(met);
    // Readers could not distinguish two participants of one name, so a caller with a server's name is that server.
    const present = byId.get(participant.id) ?? byLabel.get(participant.label) ?? participant;
    byId.set(present.id, present);
    byLabel.set(present.label, present);
    return present;
  };
  const nameHost = (host: string): Participant => {
    const id = toHostId(host);
    let free = id;
    for (let number = 2; byId.has(free) || known.has(free); number += 1) free = `${id}_${number}`;
    return { id: free, label: host === "" ? "server" : host };
  };
  return {
    add,
    addUnknown: (met) => {
      const participant = rename(met);
      const present = byId.get(participant.id) ?? participant;
      byId.set(present.id, present);
      return present;
    },
    addId: (id) => add(known.get(id) ?? { id, label: id }),
    addHost: (host) => {
      const participant = add(byHost.get(host) ?? nameHost(host));
      byHost.set(host, participant);
      return participant;
    },
    list: () => [...byId.values()],
  };
}

/** `127.0.0.1:5000` → `host_127_0_0_1_5000`: an id begins with a letter in every diagram language. */
function toHostId(host: string): string {
  const id = toIdPart(host);
  if (id === "") return "server";
  return /^[A-Za-z]/.test(id) ? id : `host_${id}`;
}
