/**
 * The kind of secret behind an alias, as the reader sees it: `REDACTED-token-1`.
 *
 * - `password`: what a person knows, PINs and one-time passwords too
 * - `token`: proof of a completed sign-in
 * - `cookie`: the value of a cookie, or the id of a session
 * - `key`: what a program signs in with
 * - `secret`: any other value whose name says that it is secret
 * - `signature`: a signature, or the parts of one
 * - `code`: what a sign-in issues in exchange for a token
 * - `user`: a username next to a password in a URL
 */
export type SecretClass = "password" | "token" | "cookie" | "key" | "secret" | "signature" | "code" | "user";
