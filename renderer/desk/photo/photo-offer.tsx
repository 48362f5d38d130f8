import { Camera, Crop, Eye } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { usePhotoWords } from "./words.ts";

interface PhotoOfferProps {
  /** The card's picture was confirmed already in this visit. */
  readonly confirmed: boolean;
  readonly closed: boolean;
  readonly busy: boolean;
  readonly onKept: () => void;
  readonly onNew: () => void;
  /** Frames the photo that is there once more. */
  readonly onReframe: () => void;
  readonly onNext: () => void;
}

/** What to do when a photo is there already: see it on the card, or make a new one. */
export function PhotoOffer({ confirmed, closed, busy, onKept, onNew, onReframe, onNext }: PhotoOfferProps) {
  const { t } = useWords();
  const photo = usePhotoWords();
  return (
    <>
      {confirmed ? (
        <Notice tone="good" what={t("photo.confirmedTitle")} means={t("photo.confirmedMeaning")} />
      ) : (
        <Notice tone="good" what={t("photo.kept")} means={t("photo.keptMeaning")} />
      )}
      {!closed && (
        <footer className="step-foot">
          <Button icon={Camera} onPress={onNew}>
            {confirmed ? t("photo.change") : t("photo.newPhoto")}
          </Button>
          <Button icon={Crop} busy={busy} onPress={onReframe}>
            {photo.t("reframe")}
          </Button>
          {confirmed ? (
            <Button kind="primary" size="large" obvious onPress={onNext}>
              {t("common.next")}
            </Button>
          ) : (
            <Button kind="primary" size="large" obvious icon={Eye} busy={busy} onPress={onKept}>
              {t("photo.useKept")}
            </Button>
          )}
        </footer>
      )}
    </>
  );
}
