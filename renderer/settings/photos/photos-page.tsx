import "../../parts/zod-without-eval.ts";
import { useEffect } from "react";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { useMay } from "../../parts/session.ts";
import { useStore } from "../../parts/store.ts";
import { care, lookAtCare } from "./care.ts";
import { PhotoFolder } from "./photo-folder.tsx";
import { PhotoRetention } from "./photo-retention.tsx";
import { PhotoRulesChoice } from "./photo-rules-choice.tsx";
import "./photos.css";

/** The rules photos follow, how long they stay, and a folder of them to take in. */
export function PhotosPage() {
  const { t } = usePhotoWords();
  const seen = useStore(care);
  useEffect(() => void lookAtCare().catch(() => undefined), []);
  const mayChoose = useMay("photoCare.choose");
  const mayTakeIn = useMay("photoCare.takeIn");
  return (
    <>
      <h3>{t("settings.heading")}</h3>
      <p className="quiet">{t("settings.intro")}</p>
      {seen === null ? (
        <output className="settings-section">{t("settings.loading")}</output>
      ) : (
        <>
          <PhotoRulesChoice care={seen} mayChoose={mayChoose} />
          <PhotoRetention care={seen} mayChoose={mayChoose} />
        </>
      )}
      {mayTakeIn && <PhotoFolder />}
      <p className="quiet photos-promise">{t("settings.noBiometrics")}</p>
    </>
  );
}
