import { builtRenderer, ensureInstalled, exitWith, runDesk } from "./set-up.mjs";

await exitWith(async () => {
  await ensureInstalled({ forTests: true });
  await builtRenderer();
  return runDesk("bench", process.argv.slice(2));
});
