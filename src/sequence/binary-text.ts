/**
 * Texts whose characters are the bytes of their UTF-8. ASCII is the same in both forms, and most of what is recorded is nothing else, so a text that is
 * only passed on needs no decoding.
 */
export function toBinary(text: string): string {
  return IS_ASCII.test(text) ? text : Buffer.from(text).toString("latin1");
}

export function fromBinary(binary: string): string {
  return IS_ASCII.test(binary) ? binary : Buffer.from(binary, "latin1").toString();
}

// eslint-disable-next-line no-control-regex -- They are ASCII as well.
const IS_ASCII = /^[\0-\x7F]*$/;
