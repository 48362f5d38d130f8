import type { Preview } from "../../../main/contract/photo.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useWords } from "../../parts/language.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { FitList } from "./fit-list.tsx";
import "./card-preview.css";

/** The card as it will be printed, shown large, with what had to be done to make its texts fit. */
export function CardPreview({ preview, name }: { readonly preview: Preview; readonly name: string }) {
  const { t } = useWords();
  const address = useBlobAddress(preview.png);
  const { back } = preview;
  const behind = useBlobAddress(back?.png ?? null);
  return (
    <div className="preview">
      <h4>{t("photo.previewTitle")}</h4>
      <div className="preview-card">
        {address !== null && <img src={address} alt={t("photo.previewAlt", { name })} />}
      </div>
      <div className="preview-under">
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
