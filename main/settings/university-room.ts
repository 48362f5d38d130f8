import type { ArtworkRoom } from "../core/ports/artwork-room.ts";
import type { UniversityRoom } from "../core/ports/university-room.ts";
import type { UniversityFacts } from "../core/university.ts";
import type { Settings } from "./settings.ts";
import { changeSettings } from "./settings-file.ts";

/**
 * The facts of the university in the settings of a data folder. `inForce` are the settings the desk works with: what holds at once is
 * changed in them. Colour and return address belong to the look of the cards, and are its room's to tell.
 */
export function createUniversityRoom(
  folder: string,
  inForce: Settings,
  { look }: Pick<ArtworkRoom, "look">,
): UniversityRoom {
  const factsOf = (settings: Settings): UniversityFacts => ({
    name: settings.university,
    shortName: settings.universityShort,
    accent: look().accent,
    returnTo: look().returnTo,
    yearTurn: settings.yearTurn,
    pic: settings.pic,
    escnPrefix: settings.escnPrefix,
    zone: settings.zone,
  });
  let kept: Settings = { ...inForce };
  return {
    sharesDatabase: inForce.database.kind === "postgres",
    inForce: () => factsOf(inForce),
    kept: () => factsOf(kept),
    async keep({ name, shortName, yearTurn, pic, escnPrefix, zone }) {
      const atOnce = { university: name, universityShort: shortName, yearTurn };
      const changed = await changeSettings(folder, (now) => ({ ...now, ...atOnce, pic, escnPrefix, zone }));
      if (!changed.ok) throw new Error(`${changed.fault.kind}: ${changed.fault.field}`);
      kept = changed.value;
      Object.assign(inForce, atOnce);
    },
  };
}
