import type { Locator, Page } from "@playwright/test";

/** Drops a file or a folder as the system's file manager does; a script of the page can make no folder. */
export async function dropOn(page: Page, place: Locator, path: string): Promise<void> {
  await place.scrollIntoViewIfNeeded();
  const box = await place.boundingBox();
  if (box === null) throw new Error("nowhere to drop");
  const where = { x: box.x + box.width / 2, y: box.y + 12 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", { type, ...where, data });
  }
  await devtools.detach();
}
