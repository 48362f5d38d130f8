import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CardLook, ownPicture } from "./core/artwork.ts";
import type { ArtworkRoom } from "./core/ports/artwork-room.ts";
import type { CardArtist } from "./core/ports/card-artist.ts";
import type { TemplateInspector } from "./core/ports/template-inspector.ts";
import { failed, succeeded } from "./core/result.ts";
import type { Settings } from "./settings/settings.ts";
import { changeSettings } from "./settings/settings-file.ts";

/** Enough for the widest place a card has for a picture, printed at 300 dots an inch, four times over. */
const longestPicturePx = 1200;
/** How a picture's file may end: one kept here is PNG, one put there by hand may be the others. */
const pictureEndings = ["png", "jpg", "jpeg"] as const;

/**
 * The artist of a desk, and the room where its cards' look is changed. Drawing brings in fonts and codes, which take long to read
 * and which no board needs: they are read for the first picture.
 */
export function openArtwork(
  dataFolder: string,
  settings: Settings,
  photo: Uint8Array,
): { readonly artist: CardArtist; readonly artwork: ArtworkRoom } {
  const folder = join(dataFolder, "artwork");
  let look: CardLook = {
    accent: settings.cardAccent,
    returnTo: settings.cardReturnTo,
    template: settings.cardTemplate,
    others: settings.cardTemplates,
  };
  let read: Promise<CardArtist> | undefined;
  const artist = () => {
    const { accent } = look;
    read ??= import("../printers/artwork/card-artist.ts").then(({ createCardArtist }) =>
      createCardArtist({ accent, folder }),
    );
    return read;
  };
  let inspecting: Promise<TemplateInspector> | undefined;
  const inspector = () => {
    inspecting ??= import("../printers/artwork/template-inspector.ts").then(({ createTemplateInspector }) =>
      createTemplateInspector({ folder, photo }),
    );
    return inspecting;
  };
  return {
    artist: {
      draw: async (facts, template) => (await artist()).draw(facts, template),
      picture: async (layers, plastic) => (await artist()).picture(layers, plastic),
    },
    artwork: {
      inspector: {
        shelf: async () => (await inspector()).shelf(),
        inspect: async (asked) => (await inspector()).inspect(asked),
      },
      look: () => look,
      async change(next) {
        const kept = await changeSettings(dataFolder, (now) => ({
          ...now,
          cardAccent: next.accent,
          cardReturnTo: next.returnTo,
          cardTemplate: next.template,
          cardTemplates: [...next.others],
        }));
        if (!kept.ok) throw new Error(`${kept.fault.kind}: ${kept.fault.field}`);
        look = next;
        read = undefined;
      },
      async keepPicture(of, file) {
        const { cleanMark } = await import("../native/images/photographs.ts");
        const clean = file === null ? null : await cleanMark(file, longestPicturePx);
        if (clean?.ok === false) return failed({ kind: "not-a-picture" });
        await mkdir(folder, { recursive: true, mode: 0o700 });
        for (const ending of pictureEndings) await rm(join(folder, `${of}.${ending}`), { force: true });
        if (clean !== null) await writeFile(join(folder, `${of}.png`), clean.value);
        read = undefined;
        return succeeded(null);
      },
      async picture(of) {
        for (const ending of pictureEndings) {
          const bytes = await readFile(join(folder, `${of}.${ending}`)).catch(() => null);
          if (bytes !== null) return bytes;
        }
        return null;
      },
      async pictures() {
        const files = await readdir(folder).catch(() => []);
        return ownPicture.options.filter((name) =>
          files.some((file) => pictureEndings.some((ending) => file === `${name}.${ending}`)),
        );
      },
    },
  };
}
