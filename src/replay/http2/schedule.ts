import { knownAt } from "../../sequence/known-at.ts";
import type { Entry, ResponseChunk } from "../../trace/model/types.ts";
import { readRecordedBody } from "../request-body.ts";
import { cutMessages } from "./messages.ts";

/** When the messages of a gRPC response stream are due while its client is still sending. */
export interface Schedule {
  /** Messages that the client sent in the recording. */
  readonly asked: number;
  /**
   * How many messages of the response are due.
   *
   * @param heard messages of the client until now, never fewer than before
   */
  readonly dueAfter: (heard: number) => number;
  /** Whether the server ended the stream although the client had not: so it ends once all messages are sent. */
  readonly endsFirst: boolean;
}

/**
 * In the order in which the messages passed the recorder. If the trace has no times of the client's messages, in proportion: of 6 responses
 * to 3 messages two after each.
 *
 * @param messages of the response
 */
export function readSchedule({ request, response }: Entry, messages: readonly Buffer[]): Schedule {
  const sent = cutMessages(readRecordedBody(request.postData).bytes);
  const sentTimes = timesOf(sent, request._chunks, "end");
  const times = timesOf(messages, response._chunks, "start");
  const asked = sent.length;
  if (sentTimes === undefined || times === undefined) {
    return { asked, dueAfter: (heard) => Math.floor((heard * messages.length) / Math.max(1, asked)), endsFirst: false };
  }
  const ended = request._chunks?.at(-1);
  let before = 0;
  // In their order, as they passed: a stream may have a million messages.
  const needed = times.map((time) => {
    // Messages that came after the client's end wait for it.
    if (ended?.size === 0 && ended.time <= time) return Infinity;
    while (before < asked && knownAt(sentTimes, before) <= time) before += 1;
    return before;
  });
  let due = 0;
  return {
    asked,
    dueAfter: (heard) => {
      while (due < needed.length && knownAt(needed, due) <= heard) due += 1;
      return due;
    },
    endsFirst: ended !== undefined && ended.size > 0,
  };
}

/** When each message began or ended, in milliseconds; undefined if the pieces are not known, or not those of the messages. */
function timesOf(
  messages: readonly Buffer[],
  chunks: readonly ResponseChunk[] | undefined,
  edge: "start" | "end",
): readonly number[] | undefined {
  if (chunks === undefined) return undefined;
  const times: number[] = [];
  let chunk = 0;
  /** Bytes until the end of the piece, and of the message. */
  let passed = chunks[0]?.size ?? 0;
  let end = 0;
  for (const message of messages) {
    const wanted = edge === "start" ? end + 1 : end + message.byteLength;
    while (passed < wanted && chunk + 1 < chunks.length) passed += knownAt(chunks, (chunk += 1)).size;
    const time = chunks[chunk]?.time;
    if (passed < wanted || time === undefined) return undefined;
    times.push(time);
    end += message.byteLength;
  }
  return times;
}
