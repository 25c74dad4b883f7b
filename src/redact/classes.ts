/** What kind of secret an alias stands for: `REDACTED-token-1`. */
export type SecretClass = "password" | "token" | "cookie" | "key" | "secret" | "signature" | "code" | "user";
