import type { SecretClass } from "./classes.ts";

/** A kind of secret that is known by how it looks, wherever it stands. */
export interface Detector {
  /** As reports and allow marks name it. */
  readonly name: string;
  readonly class: SecretClass;
  /** Global. What it matches is the secret. */
  readonly pattern: RegExp;
  /** What a text with one has, where the pattern alone takes long to find none. */
  readonly hint?: RegExp;
}

export const DETECTORS: readonly Detector[] = [
  { name: "jwt", class: "token", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
  { name: "fernet", class: "token", pattern: /\bgAAAAA[\w-]{60,}={0,2}/g },
  {
    name: "private-key",
    class: "key",
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){40,16384}/g,
  },
  {
    name: "private-key-base64",
    class: "key",
    pattern: /\bLS0tLS1CRUdJTi(?:BQUklW|BSU0EgUFJJV|BFQyBQUklW|BPUEVOU1NIIFBSSV|BFTkNSWVBURUQgUFJJV)[\w+/]{40,}={0,2}/g,
  },
  { name: "aws-access-key-id", class: "key", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { name: "github-token", class: "token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g },
  { name: "gitlab-token", class: "token", pattern: /\bgl(?:pat|ptt|dt|rt|cbt|soat)-[\w-]{20,}/g },
  { name: "slack-token", class: "token", pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  {
    name: "slack-webhook",
    class: "secret",
    hint: /hooks\.slack/,
    pattern: /(?<=hooks\.slack\.com(?:\\?\/){1}services(?:\\?\/))[A-Z0-9]+\\?\/[A-Z0-9]+\\?\/\w{16,}/g,
  },
  { name: "stripe-key", class: "key", pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { name: "google-api-key", class: "key", pattern: /\bAIza[\w-]{35}/g },
  { name: "google-token", class: "token", pattern: /\bya29\.[\w-]{20,}/g },
  { name: "npm-token", class: "token", pattern: /\bnpm_[A-Za-z0-9]{36}/g },
  { name: "sendgrid-key", class: "key", pattern: /\bSG\.[\w-]{20,24}\.[\w-]{39,50}/g },
  { name: "anthropic-key", class: "key", pattern: /\bsk-ant-[\w-]{20,}/g },
  { name: "openai-key", class: "key", pattern: /\bsk-(?!ant-)(?:proj-|svcacct-)?[\w-]{32,}/g },
  { name: "twilio-key", class: "key", pattern: /\bSK[0-9a-f]{32}\b/g },
  { name: "telegram-token", class: "token", pattern: /\b\d{8,10}:AA[\w-]{33}/g },
  {
    name: "url-password",
    class: "password",
    hint: /:\/\/[^\s/]*@/,
    pattern: /(?<=\b[a-z][a-z+.-]*:\/\/[^\s:/?#@"'<>]*:)[^\s:/?#@"'<>]+(?=@)/gi,
  },
];
