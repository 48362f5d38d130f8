import "../../parts/zod-without-eval.ts";
import { ArrowLeft, Camera as CameraIcon, Check, Eye, FolderOpen, IdCard } from "lucide-react";
import { useEffect, useReducer, useState } from "react";
import type { PhotoFault, Preview } from "../../../main/contract/photo.ts";
import type { VisitId } from "../../../main/core/ids.ts";
import type { PhotoReason } from "../../../main/core/photo/decision.ts";
import { warnedChecks } from "../../../main/core/photo/judging.ts";
import { tooHeavy } from "../../../main/core/photo/photo-weight.ts";
import type { Result } from "../../../main/core/result.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { FileDrop } from "../../parts/file-drop.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { OptionCards } from "../../parts/option-cards.tsx";
import { fullName } from "../moves.ts";
import { GivenUp } from "../visit/given-up.tsx";
import type { StepProps } from "../visit/step-body.tsx";
import { Camera } from "./camera.tsx";
import { CardPreview } from "./card-preview.tsx";
import { CompareDocument } from "./compare-document.tsx";
import { Decision } from "./decision.tsx";
import { FramePhoto } from "./framing.tsx";
import { useHandedPhoto } from "./handed-photo.ts";
import { PhotoFaultNotice } from "./photo-fault-notice.tsx";
import { PhotoOffer } from "./photo-offer.tsx";
import { type OpenedPicture, type PhotoSource, photoAfter, photoBegins, sourceOf } from "./photo-work.ts";
import { usePhotoRules } from "./rules.ts";
import { usePhotoWords } from "./words.ts";
import "./photo-step.css";

const photoFiles = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "image/heif",
  ".jpg",
  ".jpeg",
  ".png",
  ".webp",
  ".heic",
  ".heif",
];

/** The photo: from the camera, a file, a drop, the clipboard or the student's own file; framed; seen on the card; confirmed. */
export function PhotoStep({ view, onNext }: StepProps) {
  const { t } = useWords();
  const photo = usePhotoWords();
  const profile = usePhotoRules()?.inForce;
  const [{ work, fault }, tell] = useReducer(
    photoAfter,
    photoBegins(view.card !== null || view.student.hasPhoto),
  );
  const [reason, setReason] = useState<PhotoReason | null>(null);
  const [comparing, setComparing] = useState(false);
  const asking = useAsking();
  const visitId = view.visit.id;

  const refused = (why: PhotoFault) => tell({ kind: "refused", fault: why });
  const opening = (from: PhotoSource, ask: () => Promise<Result<OpenedPicture, PhotoFault>>) =>
    asking.run(async () => {
      tell({ kind: "tried" });
      const answer = await ask();
      if (answer.ok) tell({ kind: "opened", opened: answer.value, from, head: profile?.size.head ?? null });
      else refused(answer.fault);
    });
  const open = (from: PhotoSource) => (file: Blob) => {
    // Sent all the same, it would cut the connection: no message may be that long.
    const heavy = tooHeavy(file.size);
    if (heavy === null) void opening(from, () => station.photo.open({ visitId, file }));
    else refused(heavy);
  };
  const showPreview = (ask: () => Promise<Result<Preview, PhotoFault>>) =>
    asking.run(async () => {
      tell({ kind: "tried" });
      const answer = await ask();
      if (!answer.ok) return refused(answer.fault);
      setReason(answer.value.decided);
      tell({ kind: "previewed", preview: answer.value });
    });
  const confirm = (preview: Preview) =>
    asking.run(async () => {
      tell({ kind: "tried" });
      const answer = await station.photo.confirm({ visitId, preview: preview.preview, reason });
      if (!answer.ok) return refused(answer.fault);
      tell({ kind: "confirmed" });
    });
  const back = () => {
    if (work.at === "framing") forgetShot(visitId);
    tell({ kind: "back" });
  };

  // A shot that is left behind is a rejected one: it goes at once, also from the station's memory.
  useEffect(() => () => forgetShot(visitId), [visitId]);
  const handed = useHandedPhoto(
    work.at === "source" && view.visit.state !== "done" && !asking.busy,
    open("file"),
  );
  useKeys((event) => {
    if (event.key === "Escape" && work.at === "preview") tell({ kind: "back" });
  });

  return (
    <div
      className="step-body photo-step"
      data-in-hand={work.at === "framing" || work.at === "preview" || undefined}
      {...handed.target}
    >
      {(work.at === "offer" || work.at === "source") && <GivenUp view={view} />}
      {fault !== null && <PhotoFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      {body()}
      {handed.over && <div className="photo-drop">{photo.t("dropHere")}</div>}
      {comparing && work.at === "framing" && (
        <CompareDocument photo={work.opened.jpeg} cut={work.cut} onClose={() => setComparing(false)} />
      )}
    </div>
  );

  function body() {
    switch (work.at) {
      case "offer":
        return (
          <PhotoOffer
            confirmed={view.card !== null}
            closed={view.visit.state === "done"}
            busy={asking.busy}
            onKept={() => void showPreview(() => station.photo.previewKept({ visitId }))}
            onNew={() => tell({ kind: "new-photo" })}
            onReframe={() => void opening("file", () => station.photo.reopen({ visitId }))}
            onNext={onNext}
          />
        );
      case "source":
        return (
          <>
            <div className="photo-source">
              <p>
                {t("photo.expected")} {work.from === "camera" && photo.t("sources")}
              </p>
              <OptionCards
                label={t("photo.source")}
                size="flat"
                options={[
                  { value: "camera", words: t("photo.camera"), icon: CameraIcon },
                  { value: "file", words: t("photo.file"), icon: FolderOpen },
                ]}
                chosen={work.from}
                onChoose={(source) => tell({ kind: "from", source: source === "file" ? "file" : "camera" })}
              />
            </div>
            {work.from === "camera" ? (
              <Camera
                busy={asking.busy}
                profile={profile}
                onCapture={open("camera")}
                onFile={() => tell({ kind: "from", source: "file" })}
              />
            ) : (
              <FileDrop
                words={photo.t("drop")}
                browse={t("photo.browse")}
                accept={photoFiles}
                busy={asking.busy}
                onFile={open("file")}
              />
            )}
          </>
        );
      case "framing":
        return (
          <>
            <FramePhoto
              work={work}
              profile={profile}
              onCut={(cut, by) => tell({ kind: "framed", cut, by })}
              onUndo={() => tell({ kind: "undo" })}
            />
            <footer className="step-foot">
              <Button kind="quiet" icon={ArrowLeft} onPress={back}>
                {t("photo.retake")}
              </Button>
              <Button icon={IdCard} onPress={() => setComparing(true)}>
                {photo.t("compare.open")}
              </Button>
              <Button
                kind="primary"
                size="large"
                obvious
                icon={Eye}
                busy={asking.busy}
                onPress={() =>
                  void showPreview(() =>
                    station.photo.preview({ visitId, picture: work.opened.picture, framing: work.cut }),
                  )
                }
              >
                {t("photo.preview")}
              </Button>
            </footer>
          </>
        );
      case "preview":
        return (
          <>
            <CardPreview
              preview={work.preview}
              name={fullName(nameOnCard(view.student))}
              profile={profile}
              from={sourceOf(work)}
            />
            <footer className="step-foot preview-foot">
              {warnedChecks(work.preview.verdicts).length > 0 && (
                <Decision chosen={reason} onChoose={setReason} />
              )}
              <Button kind="quiet" icon={ArrowLeft} onPress={back}>
                {photo.t("back")}
              </Button>
              <Button
                kind="primary"
                size="large"
                obvious
                icon={Check}
                busy={asking.busy}
                disabled={reason === null && warnedChecks(work.preview.verdicts).length > 0}
                onPress={() => void confirm(work.preview)}
              >
                {t("photo.confirm")}
              </Button>
            </footer>
          </>
        );
    }
  }
}

function forgetShot(visitId: VisitId): void {
  // A connection that is down holds no shot either: the station forgets it with the visit.
  station.photo.forget({ visitId }).catch(() => undefined);
}
