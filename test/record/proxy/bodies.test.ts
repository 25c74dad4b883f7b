import { describeBodies } from "./describe-bodies.ts";

const MIB = 1024 * 1024;

// bodies.long.test.ts has longer ones.
describeBodies([0, 1, 1023, 65_536, MIB + 1, 16 * MIB]);
