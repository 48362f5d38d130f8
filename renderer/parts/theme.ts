import { type Store, storeOf } from "./store.ts";

/** Light or dark as the system says, or as chosen on this computer. */
export type Theme = "system" | "light" | "dark";

const remembered = "guichet.theme";

/** The theme chosen. */
export const theme: Store<Theme> = storeOf(chosenBefore());

/** Puts the theme on the page, and remembers it. */
export function paint(next: Theme): void {
  theme.write(next);
  localStorage.setItem(remembered, next);
  document.documentElement.dataset["theme"] = next;
}

function chosenBefore(): Theme {
  const found = localStorage.getItem(remembered);
  return found === "light" || found === "dark" ? found : "system";
}
