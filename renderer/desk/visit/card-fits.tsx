import { useEffect, useState } from "react";
import type { TextFit } from "../../../main/core/artwork.ts";
import type { Card } from "../../../main/core/card.ts";
import { station } from "../../call.ts";
import { useWords } from "../../parts/language.ts";
import { FitList } from "../photo/fit-list.tsx";

/** What was done to the texts of the card about to be made; nothing where all of them fit. */
export function CardFits({ card }: { readonly card: Card }) {
  const { t } = useWords();
  const [fits, setFits] = useState<readonly TextFit[]>([]);
  const { id, layersSha256 } = card;
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      try {
        const found =
          layersSha256 === "" ? null : await station.issue.fits({ cardId: id }, { signal: stop.signal });
        setFits(found ?? []);
      } catch {
        // Cut off: asked again when the step is opened again; the preview has told it already.
      }
    };
    void load();
    return () => stop.abort();
  }, [id, layersSha256]);
  if (fits.length === 0) return null;
  return (
    <section className="issue-fits" aria-label={t("photo.fits")}>
      <h4>{t("photo.fits")}</h4>
      <FitList fits={fits} />
    </section>
  );
}
