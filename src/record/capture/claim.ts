/**
 * Keeps one request from being recorded twice where an interceptor records in a process that is recorded as a whole
 * (src/record/register/): the interceptor claims the request that undici makes inside of its `dispatch`.
 */
let isNextClaimed = false;

/** The next request that undici makes is recorded by the caller. */
export function claimNext(): void {
  isNextClaimed = true;
}

/** The claim ends with `dispatch`: a request made later may be anybody's. */
export function releaseClaim(): void {
  isNextClaimed = false;
}

/** Whether the request just made is recorded by somebody else; true once for each claim. */
export function takeClaim(): boolean {
  const isClaimed = isNextClaimed;
  isNextClaimed = false;
  return isClaimed;
}
