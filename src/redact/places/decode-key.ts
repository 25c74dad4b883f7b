/** A path in base64, such as the keys of etcd; empty if there is none. */
export function decodeKey(value: string): string {
  if (!/^[\w+/-]{4,}={0,2}$/.test(value)) return "";
  const decoded = Buffer.from(value, "base64").toString();
  return /^[\w./:-]+$/.test(decoded) ? decoded : "";
}
