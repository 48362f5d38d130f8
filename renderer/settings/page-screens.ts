import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { SettingsPageName } from "./pages.ts";

/** The screen of each page, read when it is opened. A page draws its own content below an `h3`: the room gives the rest. */
export const pageScreens: Readonly<Record<SettingsPageName, LazyExoticComponent<ComponentType>>> = {
  photos: lazy(async () => ({ default: (await import("./photos/photos-page.tsx")).PhotosPage })),
  watched: lazy(async () => ({ default: (await import("./watched/watched-page.tsx")).WatchedPage })),
  backups: lazy(async () => ({ default: (await import("./backups/backups-page.tsx")).BackupsPage })),
  university: lazy(async () => ({
    default: (await import("./university/university-page.tsx")).UniversityPage,
  })),
  configuration: lazy(async () => ({
    default: (await import("./configuration/configuration-page.tsx")).ConfigurationPage,
  })),
  retention: lazy(async () => ({ default: (await import("./retention/retention-page.tsx")).RetentionPage })),
  texts: lazy(async () => ({ default: (await import("./texts/texts-page.tsx")).TextsPage })),
  desk: lazy(async () => ({ default: (await import("./desk-page.tsx")).DeskPage })),
  queue: lazy(async () => ({ default: (await import("./queue/queue-page.tsx")).QueuePage })),
  printers: lazy(async () => ({ default: (await import("./printers/printers-page.tsx")).PrintersPage })),
  readers: lazy(async () => ({ default: (await import("./readers/readers-page.tsx")).ReadersPage })),
  "read-card": lazy(async () => ({ default: (await import("./readers/card-page.tsx")).CardPage })),
  labels: lazy(async () => ({ default: (await import("./labels/labels-page.tsx")).LabelsPage })),
  templates: lazy(async () => ({ default: (await import("./templates/templates-page.tsx")).TemplatesPage })),
  keys: lazy(async () => ({ default: (await import("./keys/keys-page.tsx")).KeysPage })),
  "chip-profiles": lazy(async () => ({
    default: (await import("./profiles/profiles-page.tsx")).ProfilesPage,
  })),
  fees: lazy(async () => ({ default: (await import("./fees/fees-page.tsx")).FeesPage })),
  "my-pin": lazy(async () => ({ default: (await import("./people/my-pin-page.tsx")).MyPinPage })),
  operators: lazy(async () => ({ default: (await import("./people/operators-page.tsx")).OperatorsPage })),
  audit: lazy(async () => ({ default: (await import("./audit/audit-page.tsx")).AuditPage })),
  roles: lazy(async () => ({ default: (await import("./people/roles-page.tsx")).RolesPage })),
};
