import type {
  ArtworkInspection,
  ArtworkShelf,
  FaceView,
  LookFault,
  PictureFault,
} from "../contract/artwork.ts";
import type { CardLook, OwnPicture } from "../core/artwork.ts";
import type { FaceView as DrawnView, InspectionAsked } from "../core/ports/template-inspector.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import type { StationParts } from "./parts.ts";
import { thisYear } from "./today.ts";

/** The templates at hand, the sample people, and how the desk's cards look. */
export async function shelfOf({ artwork }: StationParts): Promise<ArtworkShelf> {
  const [shelf, pictures] = await Promise.all([artwork.inspector.shelf(), artwork.pictures()]);
  return { ...shelf, look: artwork.look(), pictures };
}

/** Draws a template for a sample person of this university, and says what will not print or read. */
export async function tryTemplate(
  {
    sample,
    university,
    ...asked
  }: Pick<InspectionAsked, "template" | "accent" | "returnTo"> & {
    readonly sample: string;
    readonly university?: string | undefined;
  },
  parts: StationParts,
): Promise<Result<ArtworkInspection, { readonly kind: "no-such-template" | "no-such-sample" }>> {
  const desk = { university: university ?? parts.settings.university, academicYear: thisYear(parts) };
  const tried = await parts.artwork.inspector.inspect({ ...desk, ...asked, who: sample });
  if (!tried.ok) return tried;
  const { front, back, remarks, ribbons } = tried.value;
  return succeeded({ front: viewOf(front), back: viewOf(back), remarks, ribbons });
}

/** The sample whose card anything can draw. */
const plainest = "plain";

/** Changes how the desk's cards look, unless one is being made or none could be with it. */
export async function changeLook(look: CardLook, parts: StationParts): Promise<Result<null, LookFault>> {
  const { templates } = await parts.artwork.inspector.shelf();
  const asked = [look.template, ...look.others.map(({ template }) => template)];
  const fronts = templates.filter(({ kind }) => kind === "card-front");
  if (!asked.every((name) => fronts.some((each) => each.name.startsWith(`${name}@`))))
    return failed({ kind: "no-such-template" });
  if ((await parts.store.jobs.open()).length > 0) return failed({ kind: "issue-under-way" });
  const { accent, returnTo } = look;
  for (const template of new Set(asked)) {
    const tried = await tryTemplate({ template, accent, returnTo, sample: plainest }, parts);
    if (!tried.ok || tried.value.front === null) return failed({ kind: "not-drawable" });
  }
  await parts.artwork.change(look);
  parts.log({ what: "card-look-changed", template: look.template, accent: look.accent });
  return succeeded(null);
}

/** Keeps a picture of the university's own for its cards, or takes it away, unless a card is being made. */
export async function keepPicture(
  of: OwnPicture,
  file: Uint8Array | null,
  parts: StationParts,
): Promise<Result<null, PictureFault>> {
  if ((await parts.store.jobs.open()).length > 0) return failed({ kind: "issue-under-way" });
  const kept = await parts.artwork.keepPicture(of, file);
  if (kept.ok) parts.log({ what: file === null ? "card-picture-removed" : "card-picture-kept", of });
  return kept;
}

function viewOf(view: DrawnView | null): FaceView | null {
  if (view === null) return null;
  const { widthDots, heightDots } = view;
  return {
    widthDots,
    heightDots,
    plastic: view.plastic === null ? null : png(view.plastic),
    colour: view.colour === null ? null : png(view.colour),
    black: png(view.black),
  };
}

function png(bytes: Uint8Array): Blob {
  return new Blob([bytes.slice()], { type: "image/png" });
}
