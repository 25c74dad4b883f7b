import { describeBodies } from "./describe-bodies.ts";

const MIB = 1024 * 1024;

// Longer than all that may be held on the way; each takes seconds of the processor.
describeBodies([256 * MIB]);
