import "../../parts/zod-without-eval.ts";
import { ArrowLeft, Camera as CameraIcon, Check, Eye, FolderOpen } from "lucide-react";
import { useReducer } from "react";
import type { PhotoFault, Preview } from "../../../main/contract/photo.ts";
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
import { FramePhoto } from "./framing.tsx";
import { PhotoFaultNotice } from "./photo-fault-notice.tsx";
import { PhotoOffer } from "./photo-offer.tsx";
import { photoAfter, photoBegins } from "./photo-work.ts";
import "./photo-step.css";

const photoFiles = ["image/jpeg", "image/png", ".jpg", ".jpeg", ".png"];

/** The photo: from the camera, a file or the student's own file; framed; seen on the card; confirmed. */
export function PhotoStep({ view, onNext }: StepProps) {
  const { t } = useWords();
  const [{ work, fault }, tell] = useReducer(
    photoAfter,
    photoBegins(view.card !== null || view.student.hasPhoto),
  );
  const asking = useAsking();
  const visitId = view.visit.id;

  const refused = (why: PhotoFault) => tell({ kind: "refused", fault: why });
  const open = (file: Blob) =>
    asking.run(async () => {
      const answer = await station.photo.open({ visitId, file });
      if (answer.ok) tell({ kind: "opened", opened: answer.value });
      else refused(answer.fault);
    });
  const showPreview = (ask: () => Promise<Result<Preview, PhotoFault>>) =>
    asking.run(async () => {
      const answer = await ask();
      if (answer.ok) tell({ kind: "previewed", preview: answer.value });
      else refused(answer.fault);
    });
  const confirm = (preview: Preview) =>
    asking.run(async () => {
      const answer = await station.photo.confirm({ visitId, preview: preview.preview });
      if (!answer.ok) return refused(answer.fault);
      tell({ kind: "confirmed" });
    });

  useKeys((event) => {
    if (event.key === "Escape" && work.at === "preview") tell({ kind: "back" });
  });

  return (
    <div className="step-body photo-step">
      {(work.at === "offer" || work.at === "source") && <GivenUp view={view} />}
      {fault !== null && <PhotoFaultNotice fault={fault} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      {body()}
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
            onNext={onNext}
          />
        );
      case "source":
        return (
          <>
            <div className="photo-source">
              <p>{t("photo.expected")}</p>
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
                onCapture={(frame) => void open(frame)}
                onFile={() => tell({ kind: "from", source: "file" })}
              />
            ) : (
              <FileDrop
                words={t("photo.drop")}
                browse={t("photo.browse")}
                accept={photoFiles}
                busy={asking.busy}
                onFile={(file) => void open(file)}
              />
            )}
          </>
        );
      case "framing":
        return (
          <>
            <FramePhoto opened={work.opened} cut={work.cut} onCut={(cut) => tell({ kind: "framed", cut })} />
            <footer className="step-foot">
              <Button kind="quiet" icon={ArrowLeft} onPress={() => tell({ kind: "back" })}>
                {t("photo.retake")}
              </Button>
              <p className="step-hint">{t("photo.previewMust")}</p>
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
            <CardPreview preview={work.preview} name={fullName(nameOnCard(view.student))} />
            <footer className="step-foot">
              <Button kind="quiet" icon={ArrowLeft} onPress={() => tell({ kind: "back" })}>
                {t("photo.retake")}
              </Button>
              <Button
                kind="primary"
                size="large"
                obvious
                icon={Check}
                busy={asking.busy}
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
