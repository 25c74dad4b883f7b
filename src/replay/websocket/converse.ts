import { once } from "node:events";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

import { isBase64Message } from "../../trace/journal/message.ts";
import type { WebSocketMessage as Recorded } from "../../trace/model/types.ts";
import { OPCODE, type WebSocketMessage } from "../../wire/websocket.ts";
import { whenGone } from "../when-gone.ts";
import { writeClose, writeFrame } from "./frame.ts";
import { type Inbox, openInbox } from "./inbox.ts";

/** What a conversation is led by. */
export interface Script {
  /** In their order. */
  readonly messages: readonly Recorded[];
  /** How much faster than recorded messages are sent. */
  readonly speed: number;
  /** How the connection ended if neither side closed it. */
  readonly end: "open" | "broken" | "reset";
  /** What goes out for a recorded text. */
  readonly toReplayed: (message: Recorded) => string;
  /** What the client sends next, in any order; the callback receives each message that arrived, as many as there are recorded ones. */
  readonly expect: (due: readonly Recorded[]) => (came: WebSocketMessage) => void;
  /** Called for a message that the trace has only partly. Whether that part is sent. */
  readonly sendsBeginning: (message: Recorded) => boolean;
  /** The client sent more than was recorded. */
  readonly saidMore: () => void;
}

/**
 * Sends the server's messages, each after those of the client that came before it. Never throws: a client that leaves has what it wanted.
 */
export async function converse(socket: Duplex, first: Buffer, script: Script): Promise<void> {
  const inbox = openInbox(socket, first);
  const gone = whenGone(socket);
  try {
    const stopped = AbortSignal.any([gone, inbox.closing]);
    const isClosed = await follow({ socket, inbox, gone, stopped }, script);
    if (!isClosed && script.end === "reset" && socket instanceof Socket) socket.resetAndDestroy();
    else socket.end();
  } catch {
    socket.destroy();
  }
}

interface Line {
  readonly socket: Duplex;
  readonly inbox: Inbox;
  readonly gone: AbortSignal;
  /** Aborted once it is gone, or the client closes the conversation. */
  readonly stopped: AbortSignal;
}

/** Whether one side has closed it (RFC 6455, section 7). */
async function follow(line: Line, script: Script): Promise<boolean> {
  const turns = toTurns(script.messages);
  let last: number | undefined;
  for (const [index, turn] of turns.entries()) {
    if (turn.type === "receive") {
      const said = await speak(line, turn, { script, last });
      if (said === "closed") return awaitClose(line);
      if (said === "interrupted") return answerClose(line, turns.slice(index));
    } else {
      const heard = await hear(line, turn, script);
      if (heard === "closed") return answerClose(line, turns.slice(index + 1));
      if (heard === "more") return refuseMore(line, script);
    }
    last = turn.messages.at(-1)?.time;
  }
  return script.end === "open" && listenOn(line, script);
}

/** What one side sent until the other sent something. Pings are left to the present peers, and so are their pongs. */
interface Turn {
  readonly type: "send" | "receive";
  readonly messages: readonly Recorded[];
}

function toTurns(messages: readonly Recorded[]): readonly Turn[] {
  const turns: { type: Turn["type"]; messages: Recorded[] }[] = [];
  for (const message of messages) {
    const { type, opcode } = message;
    if (opcode === OPCODE.pong || (opcode === OPCODE.ping && type === "send")) continue;
    const last = turns.at(-1);
    if (last?.type === type) last.messages.push(message);
    else turns.push({ type, messages: [message] });
  }
  return turns;
}

interface Speaking {
  readonly script: Script;
  /** The time of the preceding message, in seconds. */
  readonly last: number | undefined;
}

/** `interrupted`: the client closed the conversation while it waited for what was still to come. */
async function speak(
  line: Line,
  { messages }: Turn,
  { script, last }: Speaking,
): Promise<"closed" | "interrupted" | "open"> {
  let before = last;
  for (const message of messages) {
    if (before !== undefined && Number.isFinite(script.speed)) {
      const pause = Math.max(0, ((message.time - before) * 1000) / script.speed);
      if (!(await isThereAfter(pause, line))) return "interrupted";
    }
    before = message.time;
    if (message._truncated === true && !script.sendsBeginning(message)) {
      await send(line, writeClose(INTERNAL_ERROR, "the trace does not contain the message"));
      return "closed";
    }
    await send(line, write(message, script));
    if (message.opcode === OPCODE.close) return "closed";
  }
  return "open";
}

/** Waits for some milliseconds, or until the client closes the conversation. Throws once it has left. */
async function isThereAfter(pause: number, { gone, stopped }: Line): Promise<boolean> {
  await wait(pause, undefined, { signal: stopped }).catch(() => gone.throwIfAborted());
  return !stopped.aborted;
}

function write(message: Recorded, script: Script): Buffer {
  const { opcode, data, _code } = message;
  if (opcode === OPCODE.close) return writeClose(_code, data);
  if (isBase64Message(message)) return writeFrame(opcode, Buffer.from(data, "base64"));
  return writeFrame(opcode, Buffer.from(script.toReplayed(message)));
}

async function send({ socket, gone }: Line, frame: Buffer): Promise<void> {
  if (!socket.write(frame)) await once(socket, "drain", { signal: gone });
}

/** Takes what the client sends in its turn. `more`: it continued where the recorded client had closed the conversation. */
async function hear({ inbox }: Line, { messages }: Turn, script: Script): Promise<"closed" | "more" | "open"> {
  const due = messages.filter(({ opcode }) => opcode !== OPCODE.close);
  const closes = due.length < messages.length;
  const take = script.expect(due);
  for (let left = due.length; left > 0; left -= 1) {
    const came = await inbox.next();
    if (came === undefined || came.opcode === OPCODE.close) return "closed";
    take(came);
  }
  if (!closes) return "open";
  const last = await inbox.next();
  return last === undefined || last.opcode === OPCODE.close ? "closed" : "more";
}

/** The server has closed it, and the client confirms it. */
async function awaitClose({ inbox }: Line): Promise<true> {
  for (let came = await inbox.next(); came !== undefined; came = await inbox.next()) {
    if (came.opcode === OPCODE.close) break;
  }
  return true;
}

/** As the server did then, or with what the client said, as most servers do. */
async function answerClose(line: Line, rest: readonly Turn[]): Promise<true> {
  const recorded = rest
    .flatMap(({ messages }) => messages)
    .find(({ type, opcode }) => type === "receive" && opcode === OPCODE.close);
  await send(line, writeClose(recorded?._code ?? NORMAL, recorded?.data));
  return true;
}

/** After the end of the recording, it is unknown what the server would send. */
async function listenOn(line: Line, script: Script): Promise<true> {
  const came = await line.inbox.next();
  if (came === undefined || came.opcode === OPCODE.close) return answerClose(line, []);
  return refuseMore(line, script);
}

async function refuseMore(line: Line, script: Script): Promise<true> {
  script.saidMore();
  await send(line, writeClose(INTERNAL_ERROR, "nothing more was recorded"));
  return awaitClose(line);
}

/** Codes of a close frame (RFC 6455, section 7.4.1). */
const NORMAL = 1000;
const INTERNAL_ERROR = 1011;
