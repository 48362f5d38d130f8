import { expect, type Locator, type Page } from "@playwright/test";

/** No screen has more places to stop at. */
const mostStops = 80;

/** A person without a mouse: everything is reached by Tab, in either direction. */
export function atKeyboard(page: Page) {
  async function tabTo(target: Locator, direction: "on" | "back" = "on"): Promise<void> {
    await expect(target).toBeVisible();
    for (let stop = 0; stop < mostStops; stop += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(direction === "on" ? "Tab" : "Shift+Tab");
    }
    await expect(target).toBeFocused();
  }
  return {
    tabTo,
    /** Writes a field anew. */
    typeInto: async (field: Locator, text: string, direction: "on" | "back" = "on"): Promise<void> => {
      await tabTo(field, direction);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    /** Chooses in a list further down. */
    choose: async (list: Locator, words: string): Promise<void> => {
      await tabTo(list);
      const chosen = () =>
        list.evaluate((one) =>
          one instanceof HTMLSelectElement ? (one.selectedOptions[0]?.text ?? "") : "",
        );
      for (let stop = 0; stop < mostStops && (await chosen()) !== words; stop += 1) {
        await page.keyboard.press("ArrowDown");
      }
      expect(await chosen()).toBe(words);
    },
  };
}
