/**
 * Keeps one request from being recorded twice where an interceptor records in a process that is recorded as a whole
 * (src/record/register/): the interceptor claims the request that undici makes inside of its `dispatch`. The two are bundled apart, and
 * may be of two wirewalks, one the program's and one on the command line, so what they share is in the process.
 */
interface Shared {
  isNextClaimed: boolean;
}

const KEY = Symbol.for("wirewalk.claim");
const globals = globalThis as { [KEY]?: Shared };
const shared = (globals[KEY] ??= { isNextClaimed: false });

/** The next request that undici makes is recorded by the caller. */
export function claimNext(): void {
  shared.isNextClaimed = true;
}

/** The claim ends with `dispatch`, because a later request may come from other code. */
export function releaseClaim(): void {
  shared.isNextClaimed = false;
}

/** Whether another recorder records the current request; true once for each claim. */
export function takeClaim(): boolean {
  const isClaimed = shared.isNextClaimed;
  shared.isNextClaimed = false;
  return isClaimed;
}
