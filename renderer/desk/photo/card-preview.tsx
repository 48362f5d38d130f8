import type { Preview } from "../../../main/contract/photo.ts";
import type { PhotoReason } from "../../../main/core/photo/decision.ts";
import { warnedChecks } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { Decision } from "./decision.tsx";
import { FitList } from "./fit-list.tsx";
import { VerdictList } from "./verdict-list.tsx";
import "./card-preview.css";

interface CardPreviewProps {
  readonly preview: Preview;
  readonly name: string;
  readonly profile: PhotoProfile | undefined;
  readonly reason: PhotoReason | null;
  readonly onReason: (reason: PhotoReason | null) => void;
}

/** The card as it will be printed, shown large, with what had to be done to make its texts fit, and what is to be decided about its photo. */
export function CardPreview({ preview, name, profile, reason, onReason }: CardPreviewProps) {
  const { t } = useWords();
  const address = useBlobAddress(preview.png);
  const { back } = preview;
  const behind = useBlobAddress(back?.png ?? null);
  const warned = warnedChecks(preview.verdicts).length > 0;
  return (
    <div className="preview">
      <h4>{t("photo.previewTitle")}</h4>
      <div className="preview-card">
        {address !== null && <img src={address} alt={t("photo.previewAlt", { name })} />}
      </div>
      <div className="preview-facts">
        {profile !== undefined && <VerdictList verdicts={preview.verdicts} profile={profile} />}
        {warned && <Decision chosen={reason} onChoose={onReason} />}
        <div className="preview-fits">
          {preview.fits.length === 0 ? (
            <p>
              <StateMark tone="good" /> {t("photo.noFits")}
            </p>
          ) : (
            <>
              <h4>{t("photo.fits")}</h4>
              <FitList fits={preview.fits} />
            </>
          )}
        </div>
        {back !== null && (
          <figure className="preview-back">
            {behind !== null && <img src={behind} alt={t("photo.backAlt", { name })} />}
            <figcaption className="quiet">
              {t(back.printed ? "photo.back" : "photo.backNotPrinted")}
            </figcaption>
          </figure>
        )}
      </div>
    </div>
  );
}
