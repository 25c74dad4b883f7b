/**
 * Whether a value is shown although its name is one of a secret: the ID of a resource of Twilio (`"sid": "SM…"`), and a part of a text with
 * what a language model thought of it (`"token": " Hello", "logprob": -0.3`).
 *
 * @param behind the text after the value
 */
export function isShownMember(name: string, value: string, behind: string): boolean {
  return (name === "sid" && TWILIO_ID.test(value)) || (name === "token" && LOGPROB.test(behind));
}

/** twilio.com/docs/glossary/what-is-a-sid: two letters for the kind of the resource. */
const TWILIO_ID = /^[A-Z]{2}[\da-f]{32}$/;

/** platform.openai.com/docs/api-reference/chat/object: within a string of JSON too. */
const LOGPROB =
  /^\\{0,8}"?(?:\s|\\{1,8}[nrt]){0,40},(?:\s|\\{1,8}[nrt]){0,40}\\{0,8}"logprob\\{0,8}"(?:\s|\\{1,8}[nrt]){0,4}:/;
