import {
  type PhotoFault,
  type PictureKey,
  type PreviewKey,
  pictureKey,
  previewKey,
} from "../contract/photo.ts";
import { type TextFit, templateFor } from "../core/artwork.ts";
import type { Card } from "../core/card.ts";
import type { Escn } from "../core/escn.ts";
import { type Framing, photoHeightPx, photoWidthPx } from "../core/framing.ts";
import {
  type CardId,
  cardId as cardIdSchema,
  type PhotoId,
  photoId as photoIdSchema,
  type VisitId,
} from "../core/ids.ts";
import type { PhotoReason } from "../core/photo/decision.ts";
import type { Sighting } from "../core/photo/face.ts";
import { judged, type PhotoVerdict, warnedChecks } from "../core/photo/judging.ts";
import type { PhotoProfile } from "../core/photo/photo-profile.ts";
import type { ArtworkFault, CardPicture } from "../core/ports/card-artist.ts";
import type { OpenedPhoto } from "../core/ports/photo-studio.ts";
import type { StoredPhoto } from "../core/ports/record-store.ts";
import { failed, type Result, succeeded } from "../core/result.ts";
import { printsBacks } from "../core/ribbon.ts";
import { nameOnCard, type Student } from "../core/student.ts";
import type { Visit } from "../core/visit.ts";
import type { Changes } from "./changes.ts";
import { freshEscn } from "./fresh-escn.ts";
import type { StationParts } from "./parts.ts";
import { blockedBy } from "./photo-rules.ts";
import { now, thisYear } from "./today.ts";

/** A number that no card has: it stands on drafts, which are never printed. */
const draftEscn = "00000000-0000-1000-8000-000000000000" as Escn;
/** Pictures held so that a card is not drawn again for each look at it; one is two megabytes. */
const drawnKept = 8;

/** A picture, and all that stands on it: as long as that is the same, so are the bytes. */
interface Drawn {
  readonly facts: string;
  readonly picture: CardPicture;
}

interface Preview extends Drawn {
  readonly key: PreviewKey;
  readonly escn: Escn;
  readonly photo: StoredPhoto;
  readonly verdicts: readonly PhotoVerdict[];
  /** The rules it was held against. */
  readonly rules: PhotoProfile;
  readonly decided: PhotoReason | null;
}

/** A shot being framed, with what was found in it. */
interface Shot {
  readonly key: PictureKey;
  readonly jpeg: Uint8Array;
  readonly seen: Sighting | null;
}

/** A kept photo under its own framing: as it is. */
const asKept: Framing = { centreX: photoWidthPx / 2, centreY: photoHeightPx / 2, angleDegrees: 0, scale: 1 };

/** Photos being framed and cards being drawn. Shots that are not confirmed live only here, in memory. */
export interface Pictures {
  open(visit: VisitId, file: Uint8Array): Promise<Result<ShownPicture, PhotoFault>>;
  /** The photo kept of the student, to be framed again. */
  reopen(visit: VisitId): Promise<Result<ShownPicture, PhotoFault>>;
  preview(visit: VisitId, picture: PictureKey, cut: Framing): Promise<Result<ShownPreview, PhotoFault>>;
  previewKept(visit: VisitId): Promise<Result<ShownPreview, PhotoFault>>;
  /** `reason`: why the photo is taken in spite of what its checks warn of. */
  confirm(visit: VisitId, preview: PreviewKey, reason: PhotoReason | null): Promise<Result<null, PhotoFault>>;
  /** A card's front as it is drawn now: the same facts give the same bytes, and a name changed since gives others. */
  ofCard(card: CardId): Promise<CardPicture | null>;
  /** Draws the front that takes a spoiled card's place, with a number of its own. */
  replacement(
    card: CardId,
  ): Promise<{ readonly cardId: CardId; readonly escn: Escn; readonly picture: CardPicture }>;
  /** PNG of a face; null when there is no back, or the printer prints none. */
  png(picture: CardPicture, side: "front" | "back"): Promise<Uint8Array | null>;
  draft(visit: VisitId): Promise<Uint8Array | null>;
  forget(visit: VisitId): void;
}

/** A picture as the operator frames it. */
interface ShownPicture extends OpenedPhoto {
  readonly picture: PictureKey;
}

/** A preview as the operator sees it. */
export interface ShownPreview {
  readonly preview: PreviewKey;
  readonly png: Uint8Array;
  readonly back: { readonly png: Uint8Array; readonly printed: boolean } | null;
  readonly fits: readonly TextFit[];
  readonly verdicts: readonly PhotoVerdict[];
  readonly decided: PhotoReason | null;
}

/** The pictures of a station. */
export function createPictures(parts: StationParts, changes: Changes): Pictures {
  const { store, artist, artwork, studio, settings, randomness } = parts;
  const shots = new Map<VisitId, Shot>();
  const previews = new Map<VisitId, Preview>();
  const drawn = new Map<CardId, Drawn>();

  const frontOf = (student: Student, escn: Escn) => ({
    ...nameOnCard(student),
    studentNumber: student.number,
    programme: student.programme,
    level: student.level,
    academicYear: thisYear(parts),
    university: settings.university,
    returnTo: artwork.look().returnTo,
    escn,
  });
  const draw = (student: Student, photo: Uint8Array, escn: Escn, template: string) =>
    artist.draw({ photo, ...frontOf(student, escn) }, template);
  const factsOf = (student: Student, photo: PhotoId, escn: Escn, template: string) =>
    JSON.stringify({ photo, template, ...frontOf(student, escn) });
  const openVisit = async (
    id: VisitId,
  ): Promise<Result<{ readonly visit: Visit; readonly student: Student }, PhotoFault>> => {
    const visit = await store.visits.byId(id);
    if (visit === null) return failed({ kind: "no-such-visit" });
    if (visit.state === "done") return failed({ kind: "visit-closed" });
    const job = await store.jobs.lastOfVisit(id);
    if (job?.open === true) return failed({ kind: "issue-under-way" });
    const student = await store.students.byId(visit.studentId);
    return student === null ? failed({ kind: "no-such-visit" }) : succeeded({ visit, student });
  };
  const show = async (
    student: Student,
    visit: VisitId,
    photo: StoredPhoto,
    seen: Sighting | null,
    cut: Framing,
  ): Promise<Result<ShownPreview, PhotoFault>> => {
    const { inForce: rules } = await parts.photos.rules();
    const verdicts = judged(seen, cut, rules);
    const blocked = blockedBy(verdicts);
    if (blocked !== null) return failed(blocked);
    const escn = freshEscn(parts);
    const picture = await draw(student, photo.jpeg, escn, templateFor(artwork.look(), student.population));
    if (!picture.ok) return failed(photoFaultOf(picture.fault));
    const key = previewKey.parse(randomness.uuid());
    const facts = factsOf(student, photo.id, escn, picture.value.template);
    const decided = await decidedBefore(photo.id, verdicts, rules);
    previews.set(visit, { key, escn, photo, facts, picture: picture.value, verdicts, rules, decided });
    const { layers, back, plastic, fits } = picture.value;
    return succeeded({
      preview: key,
      png: await artist.picture(layers, plastic.front),
      back:
        back === null
          ? null
          : {
              png: await artist.picture(back, plastic.back),
              printed: printsBacks(parts.printer.capabilities),
            },
      fits,
      verdicts,
      decided,
    });
  };
  /** What was decided about a photo stands, as long as it is held against the same rules and nothing more warns. */
  const decidedBefore = async (photo: PhotoId, verdicts: readonly PhotoVerdict[], rules: PhotoProfile) => {
    const warned = warnedChecks(verdicts);
    if (warned.length === 0) return null;
    const before = (await store.photos.decisionsOf(photo)).findLast(
      ({ profile, version, checks }) =>
        profile === rules.name &&
        version === rules.version &&
        warned.every((check) => checks.includes(check)),
    );
    return before?.reason ?? null;
  };
  const shoot = (visit: VisitId, opened: OpenedPhoto): ShownPicture => {
    const key = pictureKey.parse(randomness.uuid());
    shots.set(visit, { key, jpeg: opened.jpeg, seen: opened.seen });
    previews.delete(visit);
    return { picture: key, ...opened };
  };
  const redraw = async (card: CardId, escn: Escn | null): Promise<Drawn | null> => {
    const kept = await store.cards.byId(card);
    const student = kept === null ? null : await store.students.byId(kept.studentId);
    if (kept === null || student === null) return null;
    const facts = factsOf(student, kept.photoId, escn ?? kept.escn, kept.template);
    const before = drawn.get(card);
    if (before?.facts === facts) return before;
    const photo = await store.cards.photo(kept.photoId);
    const picture = photo === null ? null : await draw(student, photo.jpeg, escn ?? kept.escn, kept.template);
    return picture?.ok === true ? { facts, picture: picture.value } : null;
  };
  const hold = (card: CardId, front: Drawn) => {
    if (drawn.size >= drawnKept) drawn.clear();
    drawn.set(card, front);
  };

  return {
    async open(visitId, file) {
      const visit = await openVisit(visitId);
      if (!visit.ok) return visit;
      const opened = await studio.open(file);
      return opened.ok ? succeeded(shoot(visitId, opened.value)) : opened;
    },
    async reopen(visitId) {
      const visit = await openVisit(visitId);
      if (!visit.ok) return visit;
      const photo = await store.cards.lastPhotoOf(visit.value.student.id);
      if (photo === null) return failed({ kind: "no-photo-yet" });
      const opened = await studio.open(photo.jpeg);
      return opened.ok ? succeeded(shoot(visitId, opened.value)) : opened;
    },
    async preview(visitId, picture, cut) {
      const visit = await openVisit(visitId);
      if (!visit.ok) return visit;
      const shot = shots.get(visitId);
      if (shot?.key !== picture) return failed({ kind: "preview-gone" });
      const framed = await studio.frame(shot.jpeg, cut);
      if (!framed.ok) return framed;
      const photo: StoredPhoto = {
        id: photoIdSchema.parse(randomness.uuid()),
        studentId: visit.value.student.id,
        jpeg: framed.value,
        takenAt: now(parts),
      };
      return show(visit.value.student, visitId, photo, shot.seen, cut);
    },
    async previewKept(visitId) {
      const visit = await openVisit(visitId);
      if (!visit.ok) return visit;
      const photo = await store.cards.lastPhotoOf(visit.value.student.id);
      if (photo === null) return failed({ kind: "no-photo-yet" });
      const seen = await studio.examine(photo.jpeg);
      if (!seen.ok) return seen;
      return show(visit.value.student, visitId, photo, seen.value, asKept);
    },
    async confirm(visitId, key, reason) {
      const visit = await openVisit(visitId);
      if (!visit.ok) return visit;
      const preview = previews.get(visitId);
      if (preview?.key !== key) return failed({ kind: "preview-gone" });
      const id = cardIdSchema.parse(randomness.uuid());
      const checks = warnedChecks(preview.verdicts);
      const why = reason ?? preview.decided;
      if (checks.length > 0 && why === null) return failed({ kind: "decision-missing" });
      const at = now(parts);
      const decision =
        checks.length === 0 || why === null
          ? null
          : {
              at,
              profile: preview.rules.name,
              version: preview.rules.version,
              checks,
              reason: why,
              decidedBy: parts.acting.now(),
            };
      const earlier = await store.cards.ofVisit(visitId);
      const asked: Card = {
        id,
        studentId: visit.value.student.id,
        visitId,
        state: (await store.renewals.openOf(visit.value.student.id)) === null ? "NEW" : "RENEWED",
        escn: preview.escn,
        uid: null,
        photoId: preview.photo.id,
        template: preview.picture.template,
        layersSha256: preview.picture.sha256,
        requestedAt: at,
        encodedAt: null,
        printedAt: null,
        enabledAt: null,
        endedBecause: null,
        endedAt: null,
      };
      const kept = await store.cards.request(preview.photo, asked, decision);
      if (!kept.ok) return failed({ kind: kept.fault.kind === "disk-full" ? "disk-full" : "preview-gone" });
      // The photo of a card that was asked for before is a rejected shot now: nothing of it stays on the disk.
      if (earlier.some(({ state }) => state === "NEW" || state === "RENEWED")) await store.photos.scrub();
      hold(id, preview);
      shots.delete(visitId);
      previews.delete(visitId);
      changes.tell("board", visitId);
      return succeeded(null);
    },
    async ofCard(card) {
      const front = await redraw(card, null);
      if (front !== null) hold(card, front);
      return front?.picture ?? null;
    },
    async replacement(card) {
      const escn = freshEscn(parts);
      const front = await redraw(card, escn);
      if (front === null) throw new Error("a card under way can no longer be drawn");
      const id = cardIdSchema.parse(randomness.uuid());
      hold(id, front);
      return { cardId: id, escn, picture: front.picture };
    },
    async png({ layers, back, plastic }, side) {
      if (side === "front") return artist.picture(layers, plastic.front);
      if (back === null || !printsBacks(parts.printer.capabilities)) return null;
      return artist.picture(back, plastic.back);
    },
    async draft(visitId) {
      const visit = await store.visits.byId(visitId);
      const student = visit === null ? null : await store.students.byId(visit.studentId);
      if (student === null) return null;
      const photo = await store.cards.lastPhotoOf(student.id);
      const picture = await draw(
        student,
        photo?.jpeg ?? parts.noPhoto,
        draftEscn,
        templateFor(artwork.look(), student.population),
      );
      return picture.ok ? artist.picture(picture.value.layers, picture.value.plastic.front) : null;
    },
    forget(visitId) {
      shots.delete(visitId);
      previews.delete(visitId);
    },
  };
}

function photoFaultOf(fault: ArtworkFault): PhotoFault {
  return fault.kind === "photo-unreadable" ? { kind: "damaged" } : fault;
}
