import type { WatchedRoom } from "./core/ports/watched-room.ts";
import { watchedFolders } from "./links/watched-folder.ts";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";

/** The watched folder of a desk, as its settings name it. */
export function openWatchedRoom(dataFolder: string, settings: Settings): WatchedRoom {
  let chosen = settings.watchedFolder;
  return {
    ...watchedFolders,
    chosen: () => chosen,
    async choose(folder) {
      const kept = await changeSettings(dataFolder, (now) => ({ ...now, watchedFolder: folder }));
      if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
      chosen = kept.value.watchedFolder;
    },
  };
}
