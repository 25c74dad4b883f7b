/**
 * Learns from bytes that are no text as a whole: the fields beside a picture that is sent by a form, the files in an archive, UTF-16
 * without a mark. Nothing can be masked in them, so that a body that holds what is learned goes as a whole.
 */
export function learnBytes(base64: string, learn: (text: string) => unknown): void {
  const bytes = Buffer.from(base64, "base64");
  learn(isWide(bytes) ? bytes.toString("utf16le") : bytes.toString("latin1"));
}

/** The text of UTF-16 in base64; undefined for other bytes. */
export function readWide(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  return isWide(bytes) ? bytes.toString("utf16le") : undefined;
}

/** Whether bytes look like UTF-16: nearly every second one is zero. */
function isWide(bytes: Buffer): boolean {
  const beginning = bytes.subarray(0, LOOKED_AT);
  let zeros = 0;
  for (let index = 1; index < beginning.length; index += 2) if (beginning[index] === 0) zeros += 1;
  return zeros * 3 > beginning.length;
}

/** Bytes. */
const LOOKED_AT = 1000;
