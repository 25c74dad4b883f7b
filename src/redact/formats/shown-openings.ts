/**
 * Openings that tell the kind of a secret and nothing else; they stay in front of the alias. That of Slack's does not: other
 * scanners take it together with the alias for a token.
 */
export const PUBLIC_PREFIX =
  /^(?:gAAAAAB|eyJ|gh[pousr]_|github_pat_|glpat-|[sr]k_(?:live|test)_|npm_|ya29\.|AIza|SG\.|AKIA|ASIA)(?=.{8})/s;

/** The beginning of a secret of a known format at the end of a text that was cut, where no pattern for the whole fits. */
export const CUT_FORMAT =
  /(?:gAAAAA|eyJ[\w-]{4}|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_(?:live|test)_|npm_|ya29\.|AIza|SG\.|AKIA|ASIA|sk-ant-)[\w.+/=-]*$|-----BEGIN [A-Z ]*PRIVATE KEY[^]*$/;
