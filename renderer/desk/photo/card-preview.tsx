import { useEffect, useRef } from "react";
import type { Preview } from "../../../main/contract/photo.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { FitList } from "./fit-list.tsx";
import type { PhotoSource } from "./photo-work.ts";
import { VerdictList } from "./verdict-list.tsx";
import "./card-preview.css";

interface CardPreviewProps {
  readonly preview: Preview;
  readonly name: string;
  readonly profile: PhotoProfile | undefined;
  readonly from: PhotoSource;
}

/** The card as it will be printed, shown large, with what had to be done to make its texts fit, and what the checks say of its photo. */
export function CardPreview({ preview, name, profile, from }: CardPreviewProps) {
  const { t } = useWords();
  const address = useBlobAddress(preview.png);
  const { back } = preview;
  const behind = useBlobAddress(back?.png ?? null);
  // What was pressed is gone: the keyboard goes on here.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <div className="preview">
      <h4 ref={title} tabIndex={-1}>
        {t("photo.previewTitle")}
      </h4>
      <div className="preview-sides">
        <div className="preview-card">
          {address !== null && <img src={address} alt={t("photo.previewAlt", { name })} />}
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
      <div className="preview-facts">
        {profile !== undefined && <VerdictList verdicts={preview.verdicts} profile={profile} from={from} />}
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
      </div>
    </div>
  );
}
