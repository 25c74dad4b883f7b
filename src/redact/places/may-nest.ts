/** Whether a string in JSON text may hold something with names of its own; cheap, and seldom true in vain. */
export function mayNest(json: string): boolean {
  return MAY_NEST.test(json) || BASE64_WORD.test(json);
}

/**
 * JSON in a string, XML, a URL with a query or a user, a path behind a word, base64 of JSON or gzip, `name=value` or an
 * option in a sentence, a pair that is a header, a scheme.
 */
const MAY_NEST =
  /\\"|:\/\/[^"\s:?@#;]*(?::(?!\/\/)[^"\s:?@#;]*)*[?@#;]|\/(?:activ|apikey|confirm|hook|invit|magic|password|reset|service|share|token|unsub|verif|webhook)[^/"]*\/|"(?:ey[A-Za-z0-9]|ew[o0]|W[3wy]|H4sI|SDRzSU|\s{0,8}<[?!a-z])|(?:pass|pwd|secret|token|key|auth|credential|cookie)[\w.-]{0,40}(?:\s{0,4}[=:]|\s(?:is\b|[^\s"]*\d))|(?:bearer|\s-u)\s|\["(?:x-|cookie|set-cookie|authorization)/i;

/** Base64 keeps the letters of a word, which look different at each of three places. */
const BASE64_WORD = new RegExp(
  ["password", "PASSWORD", "Password", "secret", "SECRET", "Secret", "PRIVATE KEY"]
    .flatMap((word) =>
      [0, 1, 2].map((before) => {
        const base64 = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString("base64");
        return base64.slice(Math.ceil((before * 8) / 6), Math.floor(((before + word.length) * 8) / 6));
      }),
    )
    .join("|"),
);
