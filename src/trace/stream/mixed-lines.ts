/** The entries of a trace are elsewhere than its lines suggest: see `areAllRead` of `readSource`. */
export class MixedLinesError extends Error {
  override readonly name = "MixedLinesError";
}
