import { join } from "node:path";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";
import type { PhotoRoom } from "./station/photo-room.ts";
import { rulesInForce } from "./station/photo-rules.ts";

/** The rules for photos of a desk. Profiles are read for the first photo, and anew when another one is chosen. */
export function openPhotoRoom(folder: string, settings: Settings): PhotoRoom {
  let chosen = settings.photo;
  let read: ReturnType<PhotoRoom["rules"]> | undefined;
  return {
    rules() {
      read ??= import("./photo/profiles.ts").then(async ({ readPhotoProfiles }) =>
        rulesInForce(chosen.profile, await readPhotoProfiles(join(folder, "photo-profiles"))),
      );
      return read;
    },
    retention: () => chosen.retention,
    async choose(choice) {
      const kept = await changeSettings(folder, (now) => ({ ...now, photo: choice }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
      chosen = kept.value.photo;
      read = undefined;
    },
  };
}
