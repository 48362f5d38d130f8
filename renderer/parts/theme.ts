import { remember, remembered } from "./remembered.ts";
import { type Store, storeOf } from "./store.ts";

/** Light or dark as the system says, or as chosen on this computer. */
export type Theme = "system" | "light" | "dark";

const place = "guichet.theme";

/** The theme chosen. */
export const theme: Store<Theme> = storeOf(chosenBefore());

/** Puts the theme on the page, and remembers it. */
export function paint(next: Theme): void {
  theme.write(next);
  remember(place, next);
  document.documentElement.dataset["theme"] = next;
}

function chosenBefore(): Theme {
  const found = remembered(place);
  return found === "light" || found === "dark" ? found : "system";
}
