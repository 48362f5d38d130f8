import { join } from "node:path";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";
import type { PhotoRoom } from "./station/photo-room.ts";
import { rulesInForce } from "./station/photo-rules.ts";

/** The rules for photos of a desk. Profiles are read for the first photo, and anew when another one is chosen. */
export function openPhotoRoom(folder: string, settings: Settings): PhotoRoom {
  const own = join(folder, "photo-profiles");
  let chosen = settings.photo;
  let read: ReturnType<PhotoRoom["rules"]> | undefined;
  return {
    rules() {
      read ??= import("./photo/profiles.ts").then(async ({ readPhotoProfiles }) =>
        rulesInForce(chosen.profile, await readPhotoProfiles(own)),
      );
      return read;
    },
    async history(profile) {
      const { profileHistory } = await import("./photo/profile-shelf.ts");
      return profileHistory(own, profile);
    },
    async keep(profile) {
      const { keepOwnProfile } = await import("./photo/profile-shelf.ts");
      const kept = await keepOwnProfile(own, profile);
      read = undefined;
      return kept;
    },
    async restore(profile) {
      const { dropOwnProfile } = await import("./photo/profile-shelf.ts");
      const gone = await dropOwnProfile(own, profile);
      read = undefined;
      return gone;
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
