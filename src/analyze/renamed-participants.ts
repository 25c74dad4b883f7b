import { toAddress } from "../trace/names/address.ts";
import { type ServicePlaces, createServicePlaces } from "./service-places.ts";
import type { Participant } from "./types.ts";
import { createUniqueIds } from "./unique-ids.ts";

/** Names that the user gives, by participant id, by host, or by the address where a server begins: `http://h:8080/image`. */
export type ParticipantNames = Readonly<Record<string, string>>;

export interface RenamedParticipants {
  /** The name of a participant; the given one where the user has none. */
  readonly rename: (participant: Participant) => Participant;
  /** Servers by where their addresses begin. */
  readonly places: ServicePlaces;
}

/** One origin may hold several servers, and several addresses may be one: those with one name. */
export function createRenamedParticipants(names: ParticipantNames): RenamedParticipants {
  const places = createServicePlaces();
  const toId = createUniqueIds();
  for (const [address, label] of Object.entries(names)) {
    if (!address.includes("://")) continue;
    const { origin, path } = toAddress(address);
    places.add(origin, { participant: { id: toId(label), label }, base: path.replace(/\/+$/, "") });
  }
  const labels = new Map(Object.entries(names));
  return {
    rename: (participant) => {
      const label = labels.get(participant.id) ?? labels.get(participant.label);
      return label === undefined ? participant : { id: participant.id, label };
    },
    places,
  };
}
