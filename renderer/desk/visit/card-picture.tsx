import { useEffect, useState } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
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
  const picture = usePicture(
    card === null
      ? `draft ${visit.id} ${name} ${student.number} ${student.programme}`
      : `${card.id} ${card.layersSha256}`,
    (signal) =>
      card === null
        ? station.issue.draft({ visitId: visit.id }, { signal })
        : station.issue.picture({ cardId: card.id }, { signal }),
  );
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

/** The picture of a key; the one before stays until the next is there, so the card never blinks. */
function usePicture(key: string, ask: (signal: AbortSignal) => Promise<Blob | null>): Blob | null {
  const [shown, setShown] = useState<Blob | null>(null);
  // oxlint-disable-next-line react/exhaustive-deps -- `key` says all that `ask` depends on
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      try {
        const blob = await ask(stop.signal);
        if (!stop.signal.aborted) setShown(blob);
      } catch {
        // Cut off: asked again when the visit is heard again.
      }
    };
    void load();
    return () => stop.abort();
  }, [key]);
  return shown;
}
