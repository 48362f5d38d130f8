import { ensureModules, exitWith, runDesk } from "./set-up.mjs";

await exitWith(async () => {
  await ensureModules();
  return runDesk("guichet", process.argv.slice(2));
});
