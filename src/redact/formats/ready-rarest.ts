/** A digit to the base of 36 for each opening in `FORMATS`, worked out by the build (scripts/build/ready-rarest.ts); from source there are none. */
export const readyRarest: string = "";
