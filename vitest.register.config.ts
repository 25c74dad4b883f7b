import { defineConfig } from "vitest/config";

/** Programs with many HTTP clients on three versions of Node, recorded and not; `npm run test:register` installs them. */
export default defineConfig({
  test: {
    include: ["test/register/matrix/*.test.ts"],
    testTimeout: 120_000,
  },
});
