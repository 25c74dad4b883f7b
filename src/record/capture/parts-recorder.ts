import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { createTally } from "../../sequence/tally.ts";
import { partPatternOf } from "../../trace/files/part-names.ts";
import { createJournal } from "../../trace/journal/journal-file.ts";
import type { Missing, Origin } from "../../trace/model/types.ts";
import { createFaultReport, toJournalListener } from "./fault.ts";
import { type Rotation, type SavedParts, openParts } from "./parts.ts";
import { type OpenRecording, type RecorderOptions, createRecording } from "./recording.ts";
import { type SaveSummary, type Unanswered, createPartState, saveJournal } from "./save.ts";

export interface PartsRecorder {
  readonly recording: OpenRecording;
  /** Saves the last part, with the metadata of the recording at its end. */
  readonly end: (origin: Partial<Origin>) => Promise<SaveSummary>;
}

/**
 * A recording that is saved in parts while it is in progress. A secret learned in one part is masked in the parts after it, under the same
 * alias.
 */
export function createPartsRecorder(options: RecorderOptions, rotation: Rotation & { file: string }): PartsRecorder {
  const faults = createFaultReport(options.onFault);
  const redactor = options.redactor ?? createRedactor();
  const part = createPartState(redactor);
  const known = options.origin ?? {};
  let last = known;
  let isOver = false;
  const parts = openParts<SaveSummary>({
    ...rotation,
    open: (journal) => {
      const header = {
        wirewalkJournal: 1,
        pid: process.pid,
        isPart: true,
        ...onlyKnown({ origin: options.origin }),
      } as const;
      return createJournal(journal, header, toJournalListener(faults));
    },
    save: (journal, file, isLast) =>
      saveJournal(journal, file, {
        redactor,
        origin: isLast ? last : known,
        faults: isLast ? faults : { count: 0, first: undefined },
        adapt: rotation.adapt,
        part,
        seen: recording.seen,
      }),
    onNext: (journal) => {
      if (!isOver) recording.moveSeal(journal);
    },
  });
  const recording = createRecording({ ...options, redactor }, { journal: parts.journal, faults });
  return {
    recording,
    end: async (origin) => {
      isOver = true;
      last = origin;
      return sumUp(rotation.file, await parts.end());
    },
  };
}

function sum(parts: readonly SaveSummary[], of: (part: SaveSummary) => number): number {
  return parts.reduce((total, part) => total + of(part), 0);
}

/** The facts about all existing parts together. */
function sumUp(file: string, { kept: saved, removed }: SavedParts<SaveSummary>): SaveSummary {
  const redacted = createTally<string>();
  for (const one of saved) for (const [kind, count] of Object.entries(one.redacted)) redacted.add(kind, count);
  return {
    file: partPatternOf(file),
    parts: saved.map((one) => one.file),
    exchanges: sum(saved, ({ exchanges }) => exchanges),
    ...onlyIf(removed.length > 0, {
      removed: { parts: removed.length, exchanges: sum(removed, ({ exchanges }) => exchanges) },
    }),
    unanswered: addUp(saved.flatMap(({ unanswered }) => unanswered)),
    failed: addUp(saved.flatMap(({ failed }) => failed)),
    missing: saved.flatMap(({ missing }): readonly Missing[] => missing),
    lost: sum([...removed, ...saved], ({ lost }) => lost),
    redacted: Object.fromEntries(redacted.entries()),
    // A line is one of one file.
    possible: saved.length === 1 ? (saved[0]?.possible ?? []) : [],
    mask: (text) => saved.at(-1)?.mask(text) ?? text,
  };
}

function addUp(all: readonly Unanswered[]): readonly Unanswered[] {
  const counts = createTally<string>();
  for (const { reason, count } of all) counts.add(reason, count);
  return Array.from(counts.entries(), ([reason, count]) => ({ reason, count }));
}
