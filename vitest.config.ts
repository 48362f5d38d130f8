import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{main,native,printers,renderer}/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["test/journeys/**", "**/node_modules/**"],
    globalSetup: ["main/tools/detector-for-tests.mjs"],
    // Tests wait for disks, timers and devices a third of their time: three at once keep two cores at work.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { ELECTRON_OVERRIDE_DIST_PATH: "nowhere" },
  },
});
