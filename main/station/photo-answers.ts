import { succeeded } from "../core/result.ts";
import { amendPhotoRules, restorePhotoRules } from "./amending-photo-rules.ts";
import type { Changes } from "./changes.ts";
import { choosePhotoRules } from "./choosing-photo-rules.ts";
import type { Implementer } from "./implementer.ts";
import type { StationParts } from "./parts.ts";
import { keptPhotos, sweepPhotos } from "./photo-keeping.ts";
import type { Pictures, ShownPreview } from "./pictures.ts";
import { takeInPhoto } from "./taking-in-photos.ts";

const jpeg = (bytes: Uint8Array): Blob => new Blob([bytes.slice()], { type: "image/jpeg" });
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const pngOf = (bytes: Uint8Array): Blob => new Blob([bytes.slice()], { type: "image/png" });
const shown = ({ png, back, ...preview }: ShownPreview) => ({
  ...preview,
  png: pngOf(png),
  back: back === null ? null : { ...back, png: pngOf(back.png) },
});

/** The photo of a visit, answered. */
export function photoAnswers({ photo: os }: Pick<Implementer, "photo">, pictures: Pictures) {
  return {
    open: os.open.handler(async ({ input }) => {
      const opened = await pictures.open(input.visitId, await bytesOf(input.file));
      return opened.ok ? succeeded({ ...opened.value, jpeg: jpeg(opened.value.jpeg) }) : opened;
    }),
    reopen: os.reopen.handler(async ({ input }) => {
      const opened = await pictures.reopen(input.visitId);
      return opened.ok ? succeeded({ ...opened.value, jpeg: jpeg(opened.value.jpeg) }) : opened;
    }),
    forget: os.forget.handler(({ input }) => {
      pictures.forget(input.visitId);
      return null;
    }),
    preview: os.preview.handler(async ({ input }) => {
      const preview = await pictures.preview(input.visitId, input.picture, input.framing);
      return preview.ok ? succeeded(shown(preview.value)) : preview;
    }),
    previewKept: os.previewKept.handler(async ({ input }) => {
      const preview = await pictures.previewKept(input.visitId);
      return preview.ok ? succeeded(shown(preview.value)) : preview;
    }),
    confirm: os.confirm.handler(({ input }) => pictures.confirm(input.visitId, input.preview, input.reason)),
  };
}

/** The care of all photos, answered. */
export function photoCareAnswers(
  { photoCare: os }: Pick<Implementer, "photoCare">,
  parts: StationParts,
  changes: Changes,
) {
  return {
    live: os.live.handler(({ signal }) => changes.live(["photos"], () => parts.photos.rules(), signal)),
    prepare: os.prepare.handler(() => {
      parts.studio.prepare();
      return null;
    }),
    takeIn: os.takeIn.handler(async ({ input }) =>
      takeInPhoto(input.fileName, await bytesOf(input.file), input.replace, parts, changes),
    ),
    history: os.history.handler(({ input }) => parts.photos.history(input.profile)),
    amend: os.amend.handler(({ input }) => amendPhotoRules(input, parts, changes)),
    restore: os.restore.handler(({ input }) => restorePhotoRules(input.profile, parts, changes)),
    choose: os.choose.handler(({ input }) => choosePhotoRules(input, parts, changes)),
    keeping: os.keeping.handler(() => keptPhotos(parts)),
    sweep: os.sweep.handler(async () => {
      if ((await sweepPhotos(parts)) > 0) changes.tell("board", "students");
      return keptPhotos(parts);
    }),
  };
}
