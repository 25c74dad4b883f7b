import type { SecretFormat } from "../format.ts";

/** Clouds and what they run. */
export const CLOUDS: readonly SecretFormat[] = [
  {
    id: "aws-access-key-id",
    of: "Amazon Web Services: access key id",
    class: "key",
    openings: ["AKIA", "ASIA"],
    rest: String.raw`[0-9A-Z]{16}\b`,
    shows: true,
    sample: "AKIA{u16}",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
  },
  {
    id: "google-api-key",
    of: "Google: API key",
    class: "key",
    openings: ["AIza"],
    rest: String.raw`[\w-]{35}`,
    shows: true,
    sample: "AIza{w35}",
    source: "https://cloud.google.com/docs/authentication/api-keys",
  },
  {
    id: "google-token",
    of: "Google: OAuth access token",
    class: "token",
    openings: ["ya29."],
    rest: String.raw`[\w-]{20,}`,
    shows: true,
    sample: "ya29.{w150}",
    source: "https://developers.google.com/identity/protocols/oauth2#size",
  },
];
