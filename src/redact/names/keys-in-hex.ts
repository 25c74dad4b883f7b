/** Names under which hexadecimal digits are a key, and not an ID or a digest as elsewhere. */
const KEYS_IN_HEX: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  // Of PagerDuty; of queues, words with dots.
  { name: /^routing_?key$/i, value: /^[\da-f]{32}$/i },
  { name: /^(?:session|(?:primary|secondary)_?key)$/i, value: /^[\da-f]{32,}$/i },
  // Of private trackers.
  { name: /^pass_?key$/i, value: /^[\da-f]{32,64}$/i },
];

/** Whether a value in hexadecimal digits is a key by its name. */
export function isKeyInHex(name: string, value: string): boolean {
  return KEYS_IN_HEX.some((row) => row.name.test(name) && row.value.test(value));
}
