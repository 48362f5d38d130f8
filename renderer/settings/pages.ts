import { type DeskAct, mayDo, type Role } from "../../main/core/role.ts";

/** The groups of the settings' list, in its order. Their words: `settings:group`. */
export const settingsGroups = ["desk", "university", "people", "printing", "chip"] as const;

/**
 * The pages of the settings, in the order of the list, each under its group. To add one: a line here, its words under
 * `settings:page`, and its screen in `page-screens.ts`.
 */
export const settingsPages = [
  { name: "desk", group: "desk" },
  { name: "university", group: "university", needs: "university.look" },
  { name: "configuration", group: "university", needs: "configuration.look" },
  { name: "retention", group: "university", needs: "retention.look" },
  { name: "texts", group: "university", needs: "texts.look" },
  { name: "queue", group: "desk" },
  { name: "printers", group: "printing" },
  { name: "labels", group: "printing" },
  { name: "templates", group: "printing" },
  { name: "readers", group: "chip" },
  { name: "read-card", group: "chip" },
  { name: "keys", group: "chip" },
  { name: "chip-profiles", group: "chip" },
  { name: "photos", group: "desk" },
  { name: "watched", group: "desk", needs: "watched.live" },
  { name: "backups", group: "desk", needs: "backups.live" },
  { name: "fees", group: "desk", needs: "fees.look" },
  { name: "my-pin", group: "people" },
  { name: "operators", group: "people", needs: "operators.live" },
  { name: "roles", group: "people" },
  { name: "audit", group: "people", needs: "audit.look" },
] as const satisfies readonly {
  readonly name: string;
  readonly group: (typeof settingsGroups)[number];
  /** The page is shown to whoever may do this. */
  readonly needs?: DeskAct;
}[];

/** The pages shown to somebody with these roles. */
export function pagesFor(roles: readonly Role[]) {
  return settingsPages.filter((page) => !("needs" in page) || mayDo(roles, page.needs));
}

/** A page, as its address names it. */
export type SettingsPageName = (typeof settingsPages)[number]["name"];

/** Whether the settings have a page of that name. */
export function isSettingsPage(name: string): name is SettingsPageName {
  return settingsPages.some((page) => page.name === name);
}
