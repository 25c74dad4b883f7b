import { describeBodies } from "./describe-bodies.ts";

const MIB = 1024 * 1024;

// Longer than the proxy may buffer; each takes seconds of CPU time.
describeBodies([256 * MIB]);
