import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { classOfHeader, classOfName, toPlainName } from "../names.ts";
import { SIGN_IN_COMPANIONS } from "../names/sign-in-names.ts";

/** What the members beside a value say of it, where its own name says nothing. Objects are named by their offsets. */
export interface JsonContext {
  /** Objects in which a `code` is one of a sign-in. */
  readonly signIns: ReadonlySet<number>;
  /** What an object calls the `value` in it: `{"name": "DB_PASSWORD", "value": "…"}`. */
  readonly labels: ReadonlyMap<number, string>;
  /** Objects whose `data` are secrets whatever their names: Kubernetes' `{"kind": "Secret"}`. */
  readonly secretKinds: ReadonlySet<number>;
}

const NOTHING: JsonContext = { signIns: new Set(), labels: new Map(), secretKinds: new Set() };

export function findContext(text: string): JsonContext {
  if (!/"(?:code|kind|name|key|field|variable|header)"/i.test(text)) return NOTHING;
  const signIns = new Set<number>();
  const labels = new Map<number, string>();
  const secretKinds = new Set<number>();
  visitLeaves(text, ({ kind, start, end, names, containers }) => {
    const member = names.at(-1) ?? "";
    const object = containers.at(-1) ?? 0;
    if (member === "state" || SIGN_IN_COMPANIONS.has(toPlainName(member))) signIns.add(object);
    if (kind !== TOKEN.string || !(isLabel(member) || member === "kind")) return;
    const value = readString(text, start, end);
    if (member === "kind" && value === "Secret") secretKinds.add(object);
    if (isLabel(member) && saysSecret(value)) labels.set(object, value);
  });
  return { signIns, labels, secretKinds };
}

/** Whether a member may say what the `value` beside it is. */
export function isLabel(member: string): boolean {
  return /^(?:name|key|field|variable|header)$/i.test(member);
}

/** Whether what has this name is a secret, as a member or as a header. */
export function saysSecret(name: string): boolean {
  return (
    /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i.test(name) ||
    (classOfName(name) ?? classOfHeader(name)) !== undefined
  );
}
