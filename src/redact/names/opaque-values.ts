import type { SecretClass } from "../formats/classes.ts";

/** A name that means something else, too, and how its value looks only if that is a secret. */
interface Opaque {
  readonly name: RegExp;
  readonly value: RegExp;
  /** What is next to it; undefined if nothing needs to be. */
  readonly near?: RegExp;
  /** What is next to the other meaning. */
  readonly unlike?: RegExp;
  readonly secretClass: SecretClass;
}

/** Letters in both cases and digits, or a long run of hexadecimal ones. */
const OPAQUE_20 = /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])(?![a-z]+(?:[-_.](?:[a-z]+|\d{1,4}))+$)[\w.~+/=-]{20,}$/;
const OPAQUE_40 = /^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[\w.~+/=*-]{40,}$/;

const OPAQUE: readonly Opaque[] = [
  // A ticket that opens a connection, also one that a person made up; elsewhere the number of a ticket.
  { name: /^(?:ws|web_?socket|auth|session|login|socket|sso)_?ticket$/i, value: OPAQUE_20, secretClass: "token" },
  // Keycloak's sign-in; also the number of a talk.
  { name: /^session_?code$/i, value: OPAQUE_20, secretClass: "token" },
  // User-Managed Access (docs.kantarainitiative.org/uma), also a percentage.
  { name: /^(?:rpt|pct)$/, value: OPAQUE_20, secretClass: "token" },
  // Identity Toolkit: what a code that was sent to a telephone belongs to (cloud.google.com/identity-platform/docs/reference/rest).
  { name: /^sessionInfo$/, value: OPAQUE_40, secretClass: "token" },
  // The state of a sign-in in the settings of its page: Microsoft, Google.
  { name: /^sFT$/, value: OPAQUE_40, secretClass: "token" },
  { name: /^SNlM0e$/, value: /^[\w-]{16,}:\d{13}$/, secretClass: "token" },
  // Both keys of an account of Azure.
  { name: /^(?:primary|secondary)$/, value: /^[A-Za-z\d+/]{42,86}={1,2}$/, secretClass: "key" },
  // Edges that check links (docs.fastly.com/en/guides/enabling-url-token-validation): a time and what signs it.
  { name: /^verify$/, value: /^\d{9,11}-[\w+/-]{20,}={0,2}$/, secretClass: "signature" },
  // The answer of a FRITZ!Box to its challenge (avm.de, "Login to the FRITZ!Box web interface").
  { name: /^response$/, value: /^[\da-z]{8,64}[-$][\da-f]{32,64}$/, secretClass: "signature" },
  // What a bank sent for one payment, which may begin with a zero; elsewhere a number, of an angle.
  {
    name: /^tan$/i,
    value: /^\d{6,8}$/,
    unlike: /\b(?:a?sin|a?cos|cot)\b|\btan\\{0,8}["']?\s{0,4}:\s{0,4}\d/i,
    secretClass: "password",
  },
  // OVH: elsewhere half of what OAuth 1 publishes (api.ovh.com/g934.first_step_with_api).
  { name: /^consumerKey$/, value: /^[\w-]{24,}$/, near: /"validationUrl/, secretClass: "key" },
  // Elasticsearch's enrollment token: `{"ver": …, "adr": […], "fgr": …, "key": "id:key"}`.
  { name: /^key$/, value: /^[\w-]{2,30}:[\w-]{16,}$/, near: /"(?:fgr|adr)"/, secretClass: "key" },
  // SNMP: elsewhere people.
  {
    name: /^community$/,
    value: /^(?=\D*\d)[^\s"]{4,64}$/,
    near: /"version"\s{0,4}:\s{0,4}"?(?:1|2c?|3)"?\s{0,8}[,}]|"bulk"/,
    secretClass: "password",
  },
];

/** @param around the text around it, if there is one */
export function classOfOpaque(name: string, value: string, around = ""): SecretClass | undefined {
  const row = OPAQUE.find((one) => one.name.test(name));
  if (row === undefined || !row.value.test(value.slice(0, LONGEST))) return undefined;
  return (row.near?.test(around) ?? true) && row.unlike?.test(around) !== true ? row.secretClass : undefined;
}

/** Characters of a value that are looked at: what counts them needs a place on the stack for each. */
const LONGEST = 4096;

/** Whether a name may belong to such a value. */
export function isOpaqueName(name: string): boolean {
  return OPAQUE.some((row) => row.name.test(name));
}
