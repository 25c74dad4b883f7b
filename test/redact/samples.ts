/** Made-up secrets of the formats that services use; put together here, so that no scanner takes this file for a leak. */

const LETTERS = "a8F3kd92LmQ0pX7vB1nZ5cR6tY4uW9eS2gH0jK3lM7nP5qD8fG1h";
const HEX = "9faa6fd5b254418480c066b7c062315e";

function take(length: number): string {
  return LETTERS.repeat(4).slice(0, length);
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}

const CLAIMS = base64url('{"sub":"1","name":"somebody"}');
const PEM_BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";

/** By the name of the detector that knows each. */
export const SAMPLES: Readonly<Record<string, string>> = {
  jwt: `${base64url('{"alg":"HS256","typ":"JWT"}')}.${CLAIMS}.${take(43)}`,
  fernet: `gAAAAAB${take(90)}`,
  "private-key": ["-----BEGIN RSA PRIVATE", ` KEY-----\n${PEM_BODY}\n-----END RSA PRIVATE KEY-----`].join(""),
  "private-key-base64": Buffer.from(
    ["-----BEGIN PRIVATE", ` KEY-----\n${PEM_BODY}\n-----END PRIVATE KEY-----`].join(""),
  ).toString("base64"),
  "aws-access-key-id": ["AKIA", "IOSFODNN7EXAMPLE"].join(""),
  "github-token": ["ghp_", take(36)].join(""),
  "gitlab-token": ["glpat-", take(20)].join(""),
  "slack-token": ["xoxb-", `123456789012-${take(24)}`].join(""),
  "slack-webhook": ["https://hooks.slack.com/services/T0123ABCD/", `B0123ABCD/${take(24)}`].join(""),
  "stripe-key": ["sk_live_", take(24)].join(""),
  "google-api-key": ["AIza", take(35)].join(""),
  "google-token": ["ya29.", take(40)].join(""),
  "npm-token": ["npm_", take(36)].join(""),
  "sendgrid-key": ["SG.", `${take(22)}.${take(43)}`].join(""),
  "anthropic-key": ["sk-ant-", `api03-${take(40)}`].join(""),
  "openai-key": ["sk-", `proj-${take(48)}`].join(""),
  "twilio-key": ["SK", HEX].join(""),
  "telegram-token": ["123456789:AA", take(33)].join(""),
  "url-password": "postgres://app:pw-of-the-app@db.internal/orders",
};

/** What of a sample is the secret, where it is not all of it. */
export const SECRET_PARTS: Readonly<Record<string, string>> = {
  "private-key": PEM_BODY,
  "slack-webhook": take(24),
  "url-password": "pw-of-the-app",
};

/** A value that no detector knows. */
export const OPAQUE = "opaque-value-77";
