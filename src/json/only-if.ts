/** Fields that an object has only if something holds; none otherwise. For those that are worked out from what may be absent, there is `onlyKnown`. */
export function onlyIf<const Fields extends object>(holds: boolean, fields: Fields): Partial<Fields> {
  return holds ? fields : {};
}
