/** Whether a string in JSON text may hold something with names of its own; cheap, and seldom true in vain. */
export function mayNest(json: string): boolean {
  return MAY_NEST.test(json);
}

/** JSON in a string, a URL with a query or a user, a path behind a word, base64 of JSON, `name=value` in a sentence. */
const MAY_NEST =
  /\\"|:\/\/[^"\s:?@#;]*(?::(?!\/\/)[^"\s:?@#;]*)*[?@#;]|\/(?:activ|confirm|hook|invit|magic|password|reset|service|share|token|unsub|verif|webhook)[^/"]*\/|"(?:ey[A-Za-z0-9]|ew[o0]|W[3wy])|(?:pass|pwd|secret|token|key|auth|credential)[\w.-]{0,40}\s{0,4}[=:]/i;
