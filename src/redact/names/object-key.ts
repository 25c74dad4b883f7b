/**
 * Whether a value that is called a `key` is the path of an object in a store: `t5_2bhxu0/avatars/a94a8fe5ccb19ba61c4c0873d391e987982fbbd3`.
 * Keys that are secrets and have slashes are of base64, which has capitals.
 */
export function isObjectKey(value: string): boolean {
  return /^[a-z\d_.-]+(?:\/[a-z\d_.-]+)+$/.test(value) || RESOURCE.test(value) || FILE.test(value);
}

/** With the end of a kind of file, which no key has: `photos/2026/IMG_8842.jpg`. */
const FILE =
  /^[\w.-]{1,100}(?:\/[\w.-]{1,100}){1,12}\.(?:jpe?g|png|gif|webp|svg|pdf|txt|csv|json|xml|html?|css|js|md|zip|gz|mp[34]|docx?|xlsx?|parquet)$/;

/** A cloud's name for a resource, with the kinds of its containers: `projects/a/locations/b/keyRings/c`. */
const RESOURCE = /^(?:[a-z]{3,20}(?:[A-Z][a-z]{2,20}){0,3}\/[\w.-]{1,60}(?:\/|$)){3,8}$/;
