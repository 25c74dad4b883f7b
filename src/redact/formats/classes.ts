/**
 * What kind of secret an alias stands for, as the reader sees it: `REDACTED-token-1`.
 *
 * - `password`: what a person knows, PINs and one-time passwords too
 * - `token`: what stands for a sign-in that has happened
 * - `cookie`: the value of a cookie, or a session's number
 * - `key`: what a program signs in with
 * - `secret`: any other value by whose name nobody else may know it
 * - `signature`: a signature, or the parts of one
 * - `code`: what a sign-in hands over to be exchanged for a token
 * - `user`: a user's name where it stands beside a password in a URL
 */
export type SecretClass = "password" | "token" | "cookie" | "key" | "secret" | "signature" | "code" | "user";
