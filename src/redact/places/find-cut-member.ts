import { endOfString } from "../../json/end-of-string.ts";
import type { FormatHit } from "../formats/find-formats.ts";
import { isValueMember } from "./json-context.ts";

/**
 * The value in JSON that is cut off which its object would call a secret if it were whole: `{"value": "…` before its `name`, a Kubernetes
 * Secret before its `kind`. Undefined if the end of the text cuts off none.
 */
export function findCutMember(text: string): FormatHit | undefined {
  const open = readOpen(text);
  const [innermost] = open;
  if (innermost === undefined) return undefined;
  const isData = open.length === 2 && innermost.key !== undefined && /^(?:string)?data$/i.test(innermost.key);
  const isSecret = isData && open[1]?.members.every(({ name }) => OF_SECRET.test(name)) === true;
  const named = innermost.members.some(({ name, start }) => LABEL.test(name) && start < innermost.last);
  const value = innermost.members.findLast(
    ({ name, isText }) => isText && (isSecret || (!named && isValueMember(name)) || name === "payload"),
  );
  const inner = value ?? cutData(open);
  return inner === undefined ? undefined : { rule: "cut", secretClass: "secret", start: inner.start, end: inner.end };
}

/** Members of a Secret of Kubernetes'. */
const OF_SECRET = /^(?:apiVersion|data|immutable|kind|metadata|stringData|type)$/;

const LABEL = /^(?:name|key|label|id|k|param|field|path|variable|header)$/i;

interface Member {
  readonly name: string;
  /** Offsets of its value, without quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether it is a string of some length. */
  readonly isText: boolean;
  readonly isWhole: boolean;
}

/** An object that nothing closes. */
interface OpenObject {
  /** Its name in the enclosing object. */
  readonly key: string | undefined;
  readonly members: Member[];
  /** Offset of the last complete value. */
  last: number;
  /** The last object in it that is closed. */
  closed: OpenObject | undefined;
}

/** The data of a Secret that are closed, while the rest of it is not. */
function cutData(open: readonly OpenObject[]): Member | undefined {
  const [root] = open;
  const data = open.length === 1 ? root?.closed : undefined;
  if (data?.key === undefined || !/^(?:string)?data$/i.test(data.key)) return undefined;
  if (root?.members.some(({ name, isWhole }) => !OF_SECRET.test(name) || (name === "kind" && isWhole)) === true)
    return undefined;
  return data.members.findLast(({ isText }) => isText);
}

/** The objects that are open at the end, the innermost first. */
function readOpen(text: string): readonly OpenObject[] {
  const stack: (OpenObject | undefined)[] = [];
  let name: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const isWhole = end <= text.length && text[end - 1] === '"' && end - at > 1;
      const isName = name === undefined && stack.at(-1) !== undefined;
      const inner = text.slice(at + 1, isWhole ? end - 1 : text.length);
      if (isName) name = isWhole ? inner : undefined;
      else noteText(stack.at(-1), { name, start: at + 1, inner, isWhole });
      if (!isName) name = undefined;
      at = end - 1;
    } else if (character === "{" || character === "[") {
      stack.push(character === "{" ? { key: name, members: [], last: at, closed: undefined } : undefined);
      name = undefined;
    } else if (character === "}" || character === "]") {
      const closed = stack.pop();
      const around = stack.at(-1);
      if (around !== undefined) around.closed = closed;
      name = undefined;
    } else if (character === ",") name = undefined;
  }
  const open = stack.filter((object) => object !== undefined);
  return stack.at(-1) === undefined ? [] : open.toReversed();
}

function noteText(
  object: OpenObject | undefined,
  { name = "", start, inner, isWhole }: { name: string | undefined; start: number; inner: string; isWhole: boolean },
): void {
  if (object === undefined) return;
  object.members.push({ name, start, end: start + inner.length, isText: inner.length > 3, isWhole });
  if (isWhole) object.last = start + inner.length;
}
