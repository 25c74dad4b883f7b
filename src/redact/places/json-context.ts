import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { type Tally, createTally } from "../../sequence/tally.ts";
import { lastText } from "../../sequence/text-at.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfName, toPlainName } from "../names.ts";
import { SIGN_IN_COMPANIONS } from "../names/sign-in-names.ts";
import { type HiddenMembers, createHiddenMembers } from "./hidden-members.ts";
import { createColumns } from "./json-columns.ts";
import { takesSecrets } from "./positional.ts";

/** What the members beside a value say of it, where its own name says nothing. Objects are named by their offsets. */
export interface JsonContext {
  /** Objects in which a `code` is one of a sign-in. */
  readonly signIns: ReadonlySet<number>;
  /** What an object calls the value in it: `{"name": "DB_PASSWORD", "value": "…"}`, `{"path": "/password", "value": "…"}`. */
  readonly labels: ReadonlyMap<number, Label>;
  /** Objects whose `data` are secrets whatever their names: Kubernetes' `{"kind": "Secret"}`. */
  readonly secretKinds: ReadonlySet<number>;
  /** Objects that say of their value that it is secret: `{"sensitive": true, "value": "…"}`. */
  readonly sensitive: ReadonlySet<number>;
  /** Keys after RFC 7517, by their `kty`. */
  readonly jwks: ReadonlySet<number>;
  /** Secrets of Barbican, by the type of their `payload`. */
  readonly payloads: ReadonlySet<number>;
  /** Names of the columns of rows, by the object that holds both, or by the list whose first row they are. */
  readonly columns: ReadonlyMap<number, readonly string[]>;
  /** The method that an object calls, where it may be called with secrets that have no names. */
  readonly methods: ReadonlyMap<number, string>;
  /** Variables of GraphQL that are given to an argument named like a secret, by the object that holds the query. */
  readonly variables: ReadonlyMap<number, ReadonlyMap<string, SecretClass>>;
  /** Members that others call secret by their path. */
  readonly hidden: Pick<HiddenMembers, "has">;
  /** Members of each object that has a label. */
  readonly sizes: Pick<Tally<number>, "of">;
}

interface Label {
  readonly name: string;
  /** The member that says it. */
  readonly member: string;
}

/** Looks at every member once. */
export function findContext(text: string): JsonContext {
  const signIns = new Set<number>();
  const labels = new Map<number, Label>();
  const secretKinds = new Set<number>();
  const sensitive = new Set<number>();
  const jwks = new Set<number>();
  const payloads = new Set<number>();
  const columns = createColumns();
  const methods = new Map<number, string>();
  const variables = new Map<number, ReadonlyMap<string, SecretClass>>();
  const hidden = createHiddenMembers();
  const sizes = createTally<number>();
  visitLeaves(text, (leaf) => {
    const { kind, start, end, names, containers, isItem } = leaf;
    const member = lastText(names);
    const object = containers.at(-1) ?? 0;
    hidden.note(leaf, text);
    if (isItem) return columns.noteItem(leaf, text);
    sizes.add(object);
    columns.noteMember(leaf, text);
    if (member === "state" || SIGN_IN_COMPANIONS.has(toPlainName(member))) signIns.add(object);
    if (MARK.test(member) && /^(?:true\b|"true"|1\b)/.test(text.slice(start, end))) sensitive.add(object);
    if (member === PULUMI_MARK) sensitive.add(object);
    if (member === "query" && kind === TOKEN.string) variables.set(object, readVariables(readString(text, start, end)));
    if (kind !== TOKEN.string || end - start > LONGEST_LABEL) return;
    const value = readString(text, start, end);
    if (/^(?:method|service_?method)$/i.test(member) && takesSecrets(value)) methods.set(object, value);
    if (member === "kty") jwks.add(object);
    if (member === "payload_content_type") payloads.add(object);
    if (member === "kind" && /^Secret(?:List)?$/.test(value)) secretKinds.add(object);
    const name = labelIn(member, value);
    if (name !== undefined && !labels.has(object)) labels.set(object, { name, member });
  });
  return {
    signIns,
    labels,
    secretKinds,
    sensitive,
    jwks,
    payloads,
    columns: columns.byHolder,
    methods,
    variables,
    hidden,
    sizes,
  };
}

/** `login(password: $p)` */
function readVariables(query: string): ReadonlyMap<string, SecretClass> {
  const found = new Map<string, SecretClass>();
  for (const [, argument = "", variable = ""] of query.matchAll(/\b(\w+)\s{0,8}:\s{0,8}\$(\w+)/g)) {
    const secretClass = classOfName(argument);
    if (secretClass !== undefined) found.set(variable, secretClass);
  }
  return found;
}

/** Characters, with its quotes. */
const LONGEST_LABEL = 82;

/** How Pulumi marks an object that holds a secret (github.com/pulumi/pulumi, `sdk/go/common/resource/sig`). */
export const PULUMI_MARK = "4dabf18193072939515e22adb298388d";

const MARK = /^(?:is_?)?(?:sensitive|secret|masked|confidential)$/i;

/** The name that a member gives to the value beside it, where it says that this is secret. */
function labelIn(member: string, value: string): string | undefined {
  if (isValueMember(member) || classOfName(member) !== undefined || !/^[$\w.:/-]{2,80}$/.test(value)) return undefined;
  // JSON Patch (RFC 6902), paths of settings.
  const name = value.slice(value.lastIndexOf("/") + 1);
  return saysSecret(name) ? name : undefined;
}

/** Whether a member is called so that the one beside it may say what it is. */
export function isValueMember(member: string): boolean {
  return VALUE.test(member);
}

const VALUE =
  /^(?:value|val|v|content|contents|data|text|plain|plaintext|payload|current|string|string_?value|(?:new|old|to|from)_?value|input|answer|setting)$/i;

/** Whether what has this name is a secret, as a member or as a header. */
export function saysSecret(name: string): boolean {
  return (
    /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i.test(name) ||
    (classOfName(name) ?? classOfHeader(name)) !== undefined
  );
}
