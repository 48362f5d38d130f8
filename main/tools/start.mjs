import { builtRenderer, ensureInstalled, exitWith, runDesk } from "./set-up.mjs";

await exitWith(async () => {
  await ensureInstalled({ forTests: false });
  await builtRenderer();
  return runDesk("desk", process.argv.slice(2));
});
