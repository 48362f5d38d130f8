import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { resolve } from "node:path";

/** Ends a restore that was cut off between its last two steps: the old folder is away, the new one not yet in its place. */
export async function finishRestore(folder: string): Promise<void> {
  const place = resolve(folder);
  if (!existsSync(place) && existsSync(`${place}.restored`)) await rename(`${place}.restored`, place);
}
