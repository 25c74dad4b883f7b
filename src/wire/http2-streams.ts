import { dropOldest } from "../sequence/drop-oldest.ts";
import type { MessageSink } from "./message.ts";

/** The messages of one direction that have begun and not ended. */
export interface OpenMessages {
  /** A head or, after the final one, trailers; and whether the message ends with them. */
  readonly fields: (stream: number, fields: readonly string[], isEnd: boolean) => void;
  readonly body: (stream: number, piece: Uint8Array) => void;
  readonly end: (stream: number) => void;
  /** The sender gives the stream up. */
  readonly reset: (stream: number) => void;
  /** Nothing more is reported about the stream. */
  readonly drop: (stream: number) => void;
  readonly remarkAll: (text: string) => void;
  readonly cutAll: (how: "end" | "reset") => void;
}

export interface MessageKind<Head> {
  readonly toHead: (fields: readonly string[]) => Head;
  /** Whether another head follows this one: a 1xx. */
  readonly isInterim: (head: Head) => boolean;
}

export function createOpenMessages<Head>(
  open: (stream: number) => MessageSink<Head> | undefined,
  { toHead, isInterim }: MessageKind<Head>,
): OpenMessages {
  const messages = new Map<number, OpenMessage<Head>>();
  /**
   * Streams that the other side reset before their sender had finished: its trailers may still arrive, and they are not
   * a new message.
   */
  const dropped = new Map<number, true>();

  /** A message that its head ends, as that of most requests does, is never among those that are open. */
  const begin = (stream: number, fields: readonly string[], isEnd: boolean): void => {
    if (messages.size >= MOST_MESSAGES || dropped.has(stream)) {
      if (isEnd) dropped.delete(stream);
      return;
    }
    const sink = open(stream);
    if (sink === undefined) return;
    const head = toHead(fields);
    if (!isEnd) messages.set(stream, { sink, hasHead: !isInterim(head) });
    sink.head(head);
    if (isEnd) sink.end();
  };
  const take = (stream: number): OpenMessage<Head> | undefined => {
    const message = messages.get(stream);
    messages.delete(stream);
    dropped.delete(stream);
    return message;
  };
  const cut = ({ sink, hasHead }: OpenMessage<Head>, how: "end" | "reset"): void =>
    sink.cut({ during: hasHead ? "body" : "head", how });

  return {
    fields: (stream, fields, isEnd) => {
      const message = messages.get(stream);
      if (message === undefined) return begin(stream, fields, isEnd);
      if (message.hasHead) message.sink.trailers(fields);
      else {
        const head = toHead(fields);
        message.hasHead = !isInterim(head);
        message.sink.head(head);
      }
      if (isEnd) take(stream)?.sink.end();
    },
    body: (stream, piece) => messages.get(stream)?.sink.body(piece),
    end: (stream) => take(stream)?.sink.end(),
    reset: (stream) => {
      const message = take(stream);
      if (message !== undefined) cut(message, "reset");
    },
    drop: (stream) => {
      if (take(stream) === undefined) return;
      dropped.set(stream, true);
      dropOldest(dropped, MOST_MESSAGES);
    },
    remarkAll: (text) => {
      for (const { sink } of messages.values()) sink.remark(text);
    },
    cutAll: (how) => {
      const open = [...messages.values()];
      messages.clear();
      for (const message of open) cut(message, how);
    },
  };
}

/** Under way at once in one direction; servers allow some hundreds. */
const MOST_MESSAGES = 65_536;

interface OpenMessage<Head> {
  readonly sink: MessageSink<Head>;
  /** Whether the head that counts has come. */
  hasHead: boolean;
}
