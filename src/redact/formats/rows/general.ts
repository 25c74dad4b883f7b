import type { SecretFormat } from "../format.ts";

/** Keys and tokens that no single provider owns. */
export const GENERAL: readonly SecretFormat[] = [
  {
    id: "jwt",
    of: "JSON Web Token",
    class: "token",
    openings: ["eyJ"],
    rest: String.raw`[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}`,
    shows: true,
    isWord: true,
    sample: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{w43}",
    source: "https://www.rfc-editor.org/rfc/rfc7519#section-3.1",
  },
  {
    id: "fernet",
    of: "Fernet (Keystone, cryptography)",
    class: "token",
    // The version, and the upper bytes of a time between 1970 and 2106.
    openings: ["gAAAAAA", "gAAAAAB", "gAAAAAC", "gAAAAAD"],
    rest: String.raw`[\w-]{59,}={0,2}`,
    shows: true,
    sample: "gAAAAAB{w93}",
    source: "https://github.com/fernet/spec/blob/master/Spec.md#token-format",
  },
  {
    id: "private-key",
    of: "Private key (PEM, OpenSSH, PGP)",
    class: "key",
    openings: ["-----BEGIN "],
    before: "",
    between: "[A-Z ]*PRIVATE KEY(?: BLOCK)?-----",
    rest: String.raw`(?:(?!-----)[\s\S]){40,16384}`,
    sample: "-----BEGIN EC PRIVATE KEY-----\n{b64}\n{b32}\n",
    source: "https://www.rfc-editor.org/rfc/rfc7468#section-10",
  },
  {
    id: "private-key-base64",
    of: "Private key (PEM) in base64",
    class: "key",
    openings: [
      "LS0tLS1CRUdJTiBQUklW",
      "LS0tLS1CRUdJTiBSU0EgUFJJV",
      "LS0tLS1CRUdJTiBFQyBQUklW",
      "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSV",
      "LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJV",
    ],
    rest: String.raw`[\w+/]{40,}={0,2}`,
    sample: "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{b96}==",
    source: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
  },
  {
    id: "url-password",
    of: "Password in a URL",
    class: "password",
    openings: ["://"],
    companion: "@",
    before: "[A-Za-z]",
    between: String.raw`[^\s:/?#@"'<>]*:`,
    // Of a URL that is cut, a number may be its port.
    rest: String.raw`(?!\d{1,5}$)[^\s:/?#@"'<>]+(?=@)`,
    isPlace: true,
    isWord: true,
    sample: "postgres://app:{a20}@db.internal/orders",
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  },
];
