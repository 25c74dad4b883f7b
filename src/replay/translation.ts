import type { PostData } from "../trace/model/types.ts";
import { readLeaves } from "./body-leaves.ts";
import { toSocketOrigin } from "./call.ts";
import type { TimeMover } from "./move-times.ts";
import type { OwnId } from "./own-ids.ts";
import { createOwnValues } from "./own-values.ts";
import { type AskedBody, readRecordedBody } from "./request-body.ts";
import { createRewriter } from "./rewrite.ts";

/** Between what was recorded and what a client of the replay sends and gets: origins, the client's own values, times. */
export interface Translation {
  /**
   * Leads recorded origins in a text to the replay, and puts the client's own values in place of recorded ones.
   *
   * @param recordedAt when the text had come, in milliseconds since 1970
   */
  readonly toReplayed: (text: string, recordedAt: number) => string;
  /** The way back of the origins. */
  readonly fromReplay: (text: string) => string;
  /** The way back of the values and times. */
  readonly toRecorded: (value: string) => string;
  /** Learns the client's own values from what it sent in place of what was recorded. */
  readonly learn: (recorded: PostData | undefined, asked: AskedBody) => void;
  /** The same of values that the client generated. */
  readonly learnGenerated: (pairs: readonly OwnId[]) => void;
}

export interface TranslationOptions {
  /** Recorded origin → origin of the replay. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether a client has to use the recorded names. */
  readonly isStrict: boolean;
  readonly times: TimeMover;
}

export function createTranslation({ origins, isStrict, times }: TranslationOptions): Translation {
  const own = createOwnValues();
  const led = new Map(
    [...origins].flatMap(([from, to]) => [[from, to] as const, [toSocketOrigin(from), toSocketOrigin(to)] as const]),
  );
  const toReplay = createRewriter(led);
  return {
    toReplayed: (text, recordedAt) => times.move(own.toOwn(toReplay(text)), recordedAt),
    fromReplay: createRewriter(new Map([...led].map(([from, to]) => [to, from]))),
    toRecorded: (value) => own.toRecorded(times.toRecorded(value)),
    learn: (recorded, asked) => {
      if (!isStrict) own.learn(readLeaves(readRecordedBody(recorded)), asked.leaves);
    },
    learnGenerated: (pairs) => {
      if (!isStrict) own.learnGenerated(pairs);
    },
  };
}
