import { useEffect, useState } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import type { CardId, VisitId } from "../../../main/core/ids.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { station } from "../../call.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { useWords } from "../../parts/language.ts";
import { fullName } from "../moves.ts";
import "./card-picture.css";

/** The card at its true size: a draft until its photo is confirmed, then the very layers that are printed. */
export function CardPicture({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const { card, visit, student } = view;
  const name = fullName(nameOnCard(student));
  const drawn = card === null ? `${name} ${student.number} ${student.programme}` : card.layersSha256;
  const picture = usePicture(visit.id, card?.id ?? null, drawn);
  const address = useBlobAddress(picture);
  return (
    <figure className="true-card" data-draft={card === null || undefined} data-state={card?.state}>
      {address === null ? (
        <span className="true-card-none">{t("card.drawing")}</span>
      ) : (
        <img
          src={address}
          alt={card === null ? t("card.draftAlt", { name }) : t("card.pictureAlt", { name })}
        />
      )}
      {card === null && <figcaption>{t("card.draft")}</figcaption>}
    </figure>
  );
}

/** The picture of a card, or of its draft; asked again when what is drawn changed. The one before stays meanwhile, so the card never blinks. */
function usePicture(visitId: VisitId, cardId: CardId | null, drawn: string): Blob | null {
  const [shown, setShown] = useState<{ readonly drawn: string; readonly blob: Blob | null } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const load = async () => {
      try {
        const blob =
          cardId === null
            ? await station.issue.draft({ visitId }, { signal })
            : await station.issue.picture({ cardId }, { signal });
        if (!signal.aborted) setShown({ drawn, blob });
      } catch {
        // Cut off: asked again when the visit is opened again.
      }
    };
    void load();
    return () => stop.abort();
  }, [visitId, cardId, drawn]);
  return shown?.blob ?? null;
}
