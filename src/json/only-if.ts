/**
 * Fields that an object has only if a condition holds; none otherwise. For fields that are computed from optional
 * values, use `onlyKnown`.
 */
export function onlyIf<const Fields extends object>(holds: boolean, fields: Fields): Partial<Fields> {
  return holds ? fields : {};
}
