import "../../parts/zod-without-eval.ts";
import { useEffect } from "react";
import { usePhotoRules } from "../../desk/photo/rules.ts";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { useMay } from "../../parts/session.ts";
import { useStore } from "../../parts/store.ts";
import { keeping, lookAtKeeping } from "./keeping.ts";
import { PhotoFolder } from "./photo-folder.tsx";
import { PhotoRetention } from "./photo-retention.tsx";
import { PhotoRulesChoice } from "./photo-rules-choice.tsx";
import "./photos.css";

/** The rules photos follow, how long they stay, and a folder of them to take in. */
export function PhotosPage() {
  const { t } = usePhotoWords();
  const rules = usePhotoRules();
  const kept = useStore(keeping);
  useEffect(() => void lookAtKeeping().catch(() => undefined), []);
  const mayChoose = useMay("photoCare.choose");
  const mayTakeIn = useMay("photoCare.takeIn");
  return (
    <>
      <h3>{t("settings.heading")}</h3>
      <p className="quiet">{t("settings.intro")}</p>
      {rules === undefined || kept === null ? (
        <output className="settings-section">{t("settings.loading")}</output>
      ) : (
        <>
          <PhotoRulesChoice rules={rules} keeping={kept} mayChoose={mayChoose} />
          <PhotoRetention rules={rules} keeping={kept} mayChoose={mayChoose} />
        </>
      )}
      {mayTakeIn && <PhotoFolder />}
      <p className="quiet photos-promise">{t("settings.noBiometrics")}</p>
    </>
  );
}
