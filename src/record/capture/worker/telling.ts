import type { TwinState } from "../../../redact/twin.ts";
import type { VaultState } from "../../../redact/vault/vault-twin.ts";
import { KIND, frameJson } from "./frame.ts";
import type { StartedWorker } from "./start-worker.ts";

/** The messages by which the redactors of both threads share what they learn. */
export interface Telling {
  /** Learns what the worker has learned. */
  readonly take: (state: VaultState) => void;
  readonly isTaking: () => boolean;
  /** Both know the same from here on. */
  readonly note: () => void;
  /**
   * Sends what the program's thread knows before the first exchange, and what it has learned since. Returns whether the worker can still
   * receive it.
   */
  readonly tell: () => boolean;
}

export function createTelling(twin: TwinState | false, writer: StartedWorker["writer"]): Telling {
  let isTaking = false;
  let stateVersion = -1;
  let known = { learned: 0, guessed: 0 };
  const note = (): void => {
    if (twin === false) return;
    stateVersion = twin.stateVersion;
    known = twin.known();
  };
  return {
    take: (state) => {
      if (twin === false) return;
      isTaking = true;
      try {
        twin.takeState(state);
      } finally {
        isTaking = false;
      }
    },
    isTaking: () => isTaking,
    note,
    tell: () => {
      if (twin === false || twin.stateVersion === stateVersion) return true;
      const isFirst = stateVersion === -1;
      const isTold = writer.write(frameJson(KIND.state, twin.stateSince(known, isFirst)));
      note();
      return isTold;
    },
  };
}
