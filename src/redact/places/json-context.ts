import { heldBy, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { type Tally, createTally } from "../../sequence/tally.ts";
import { lastText } from "../../sequence/text-at.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfName, toPlainName } from "../names.ts";
import { SIGN_IN_COMPANIONS } from "../names/sign-in-names.ts";
import { mayBeAlias } from "../placeholder.ts";
import { type HasContact, createHasContact } from "./contact-codes.ts";
import { decodeKey } from "./decode-key.ts";
import { type HiddenMembers, createHiddenMembers } from "./hidden-members.ts";
import { createColumns } from "./json-columns.ts";
import { takesSecrets } from "./positional.ts";
import { type SignsIn, createSignsIn } from "./sign-in-bodies.ts";
import { type Statements, createStatements } from "./sql-statements.ts";

/** What the neighboring members reveal about a value whose own name does not decide. Objects are named by their offsets. */
export interface JsonContext {
  /** Objects in which a `code` is one of a sign-in. */
  readonly signIns: ReadonlySet<number>;
  /** What an object calls the value in it: `{"name": "DB_PASSWORD", "value": "…"}`, `{"path": "/password", "value": "…"}`. */
  readonly labels: ReadonlyMap<number, Label>;
  /** Objects whose `data` are secrets whatever their names: Kubernetes' `{"kind": "Secret"}`, Vault's `{"mount_type": "kv"}`. */
  readonly secretKinds: ReadonlySet<number>;
  /** Objects that mark their value as secret: `{"sensitive": true, "value": "…"}`. */
  readonly sensitive: ReadonlySet<number>;
  /** Objects whose type marks a value as secret if it also has the form of one: `{"Type": "SecureString", "Value": "…"}`. */
  readonly kinds: ReadonlySet<number>;
  /** Cookies as a browser keeps them: `{"name": "lang", "value": "…", "httpOnly": true}`. */
  readonly jars: ReadonlySet<number>;
  /** Keys after RFC 7517, by their `kty`. */
  readonly jwks: ReadonlySet<number>;
  /** Objects that hold both halves of a sign-in by Vault's AppRole, or a token of Consul or Nomad and the name of that token. */
  readonly roles: ReadonlySet<number>;
  /** Secrets of Barbican, by the type of their `payload`. */
  readonly payloads: ReadonlySet<number>;
  /** Names of the columns of rows, by the object that holds both, or by the list whose first row they are. */
  readonly columns: ReadonlyMap<number, readonly string[]>;
  /** The method that an object calls, where it may be called with secrets that have no names. */
  readonly methods: ReadonlyMap<number, string>;
  /** Variables of GraphQL that are given to an argument named like a secret, by the object that holds the query. */
  readonly variables: ReadonlyMap<number, ReadonlyMap<string, SecretClass>>;
  /** SQL statements, and the values of their parameters. */
  readonly statements: Pick<Statements, "columnOf">;
  /** Members that others call secret by their path. */
  readonly hidden: Pick<HiddenMembers, "has">;
  /** The `value` of an object, if it is a URL: a `key` next to it is its name. */
  readonly addresses: ReadonlyMap<number, string>;
  readonly signsIn: SignsIn;
  readonly hasContact: HasContact;
  /** Members of each object that has a label. */
  readonly sizes: Pick<Tally<number>, "of">;
}

/** Members that nothing but a cookie has. */
const JAR = /^(?:httpOnly|hostOnly|http_only)$/;

interface Label {
  readonly name: string;
  /** The field that marks it. */
  readonly member: string;
  /** Whether prose has this name too, so that only generated values are secrets. */
  readonly isLoose: boolean;
}

/** Looks at every member once. */
export function findContext(text: string): JsonContext {
  const signIns = new Set<number>();
  const labels = new Map<number, Label>();
  const secretKinds = new Set<number>();
  const sensitive = new Set<number>();
  const kinds = new Set<number>();
  // Bitbucket's variables: `{"key": "DB", "value": "…", "secured": true}`; a loan is secured, too.
  const secured = new Set<number>();
  const keyed = new Set<number>();
  const jars = new Set<number>();
  const jwks = new Set<number>();
  const roles = new Set<number>();
  const payloads = new Set<number>();
  const columns = createColumns();
  const methods = new Map<number, string>();
  const variables = new Map<number, ReadonlyMap<string, SecretClass>>();
  const statements = createStatements(saysSecret);
  const hidden = createHiddenMembers();
  const sizes = createTally<number>();
  const addresses = new Map<number, string>();
  visitLeaves(text, (leaf) => {
    const { kind, start, end, names, containers, isItem } = leaf;
    const member = lastText(names);
    const object = heldBy(containers);
    hidden.note(leaf, text);
    if (isItem) {
      const path = kind === TOKEN.string && PATH_LIST.test(member) ? readString(text, start, end) : "";
      if (path !== "" && saysSecret(path)) labels.set(heldBy(containers, 2), { name: path, member, isLoose: true });
      statements.noteItem(leaf, text);
      return columns.noteItem(leaf, text);
    }
    sizes.add(object);
    columns.noteMember(leaf, text);
    if (member === "state" || SIGN_IN_COMPANIONS.has(toPlainName(member))) signIns.add(object);
    if (MARK.test(member) && /^(?:true\b|"true"|1\b)/.test(text.slice(start, end))) sensitive.add(object);
    if (member === "secured" && text.startsWith("true", start)) secured.add(object);
    if (member === "key" && kind === TOKEN.string) keyed.add(object);
    if (member === PULUMI_MARK) sensitive.add(object);
    if (JAR.test(member)) jars.add(object);
    if (member === "query" && kind === TOKEN.string) variables.set(object, readVariables(readString(text, start, end)));
    statements.noteMember(leaf, text);
    if (kind !== TOKEN.string || end - start > LONGEST_LABEL) return;
    const value = readString(text, start, end);
    if (member === "value" && /^https?:\/\/[\w.:-]+$/.test(value)) addresses.set(object, value);
    if (/^(?:method(?:_?name)?|service_?method)$/i.test(member) && takesSecrets(value)) methods.set(object, value);
    // How TeamCity shows a parameter.
    if (member === "rawValue" && value.startsWith("password")) sensitive.add(heldBy(containers, 2));
    if (member === "kty") jwks.add(object);
    if (member === "payload_content_type") payloads.add(object);
    if (member === "role_id" || member === "secret_id_accessor" || member === "AccessorID") roles.add(object);
    // The response of a Vault store.
    if (member === "mount_type" && value === "kv") secretKinds.add(object);
    if (member === "kind" && /^Secret(?:List)?$/.test(value)) secretKinds.add(object);
    if (saysSecretKind(member, value)) kinds.add(object);
    const label = labelIn(member, value) ?? labelIn(member, /^key$/i.test(member) ? decodeKey(value) : "");
    if (label !== undefined && !labels.has(object)) labels.set(object, label);
  });
  for (const object of secured) if (keyed.has(object)) kinds.add(object);
  return {
    signIns,
    labels,
    secretKinds,
    sensitive,
    kinds,
    jars,
    jwks,
    roles,
    payloads,
    columns: columns.byHolder,
    methods,
    variables,
    statements,
    hidden,
    addresses,
    signsIn: createSignsIn(text),
    hasContact: createHasContact(text),
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
const LONGEST_LABEL = 202;

/** How Pulumi marks an object that holds a secret (github.com/pulumi/pulumi, `sdk/go/common/resource/sig`). */
export const PULUMI_MARK = "4dabf18193072939515e22adb298388d";

const MARK = /^(?:is_?)?(?:sensitive|secret|masked|confidential)$/i;

/** `SecureString` of AWS, `CONCEALED` of 1Password, `secret_text` of Cloudflare, `encrypted` of Vercel, `text-private` of XMPP. */
const SECRET_KIND = /^(?:secure_?string|concealed|secret(?:_?text)?|encrypted|sensitive|text-private)$/i;

/** Also the permissions of the neighboring key, as Azure lists them for account keys. */
function saysSecretKind(member: string, value: string): boolean {
  return (KIND.test(member) && SECRET_KIND.test(value)) || (member === "permissions" && /^(?:full|read)$/i.test(value));
}

const KIND = /^(?:type|kind|variable_?type|value_?type)$/i;

/** The location of an error: `["body", "password"]`. */
const PATH_LIST = /^(?:loc|path|data_?path)$/i;

/** The name that a member gives to the neighboring value, if that name is one of a secret. */
function labelIn(member: string, written: string): Label | undefined {
  // A macro of Zabbix: `{$DB.PASSWORD:context}`.
  const value = member === "macro" ? written.replace(/^\{\$([\w.]+)(?::.*)?\}$/, "$1") : written;
  if (
    mayBeAlias(value) ||
    (isValueMember(member) && !/^setting$/i.test(member)) ||
    classOfName(member) !== undefined ||
    !/^[$\w.:/ -]{2,200}$/.test(value)
  )
    return undefined;
  // JSON Patch (RFC 6902), paths of settings.
  const name = value.slice(value.lastIndexOf("/") + 1);
  if (saysSecret(name)) return { name, member, isLoose: name.includes(" ") };
  // `secret/data/db`, `arn:aws:secretsmanager:…:secret:db`
  const folder = FOLDER.test(value) && !value.includes(" ") && !PLACE.test(value) ? "secret" : undefined;
  return folder && { name: folder, member, isLoose: true };
}

const FOLDER = /(?:^|[/:])(?:secrets?|passwords?|passwd|credentials?|api[-_]?keys?|tokens?|kv|stringData)[/:]\S/i;

/** A file, and what only keeps secrets: `docs/secrets.md`. */
const PLACE = /\.(?:md|html?|js|ts|json|ya?ml|py|go|java|txt|css|svg|png)$/i;

/** Whether a member's name is one that may describe its neighbor. */
export function isValueMember(member: string): boolean {
  return VALUE.test(member);
}

const VALUE =
  /^(?:value|val|v|content|contents|data|text|plain|plaintext|payload|current|string|string_?value|[a-z]{2,9}_?value|received|input|answer|setting|default|default_?value)$/i;

/** Whether a value with this name is a secret, as a field or as a header. */
export function saysSecret(name: string): boolean {
  return (
    /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i.test(name) ||
    (classOfName(name) ?? classOfHeader(name)) !== undefined
  );
}
