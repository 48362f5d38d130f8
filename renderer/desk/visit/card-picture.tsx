import { RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import type { CardId, VisitId } from "../../../main/core/ids.ts";
import { nameOnCard } from "../../../main/core/student.ts";
import { station } from "../../call.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { fullName } from "../moves.ts";
import "./card-picture.css";

/** The card at its true size: a draft until its photo is confirmed, then the very layers that are printed, front and back. */
export function CardPicture({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const { card, visit, student } = view;
  const name = fullName(nameOnCard(student));
  const drawn = card === null ? `${name} ${student.number} ${student.programme}` : card.layersSha256;
  const { front, back } = usePictures(visit.id, card?.id ?? null, drawn);
  const [turned, setTurned] = useState(false);
  const showsBack = turned && back !== null;
  const address = useBlobAddress(showsBack ? back : front);
  const alt = card === null ? "card.draftAlt" : showsBack ? "card.backAlt" : "card.pictureAlt";
  return (
    <>
      <figure className="true-card" data-draft={card === null || undefined} data-state={card?.state}>
        {address === null ? (
          <span className="true-card-none">{t("card.drawing")}</span>
        ) : (
          <img src={address} alt={t(alt, { name })} />
        )}
        {card === null && <figcaption>{t("card.draft")}</figcaption>}
      </figure>
      {back !== null && (
        <div className="true-card-turn">
          <Button size="small" kind="quiet" icon={RotateCcw} onPress={() => setTurned(!turned)}>
            {t(showsBack ? "card.showFront" : "card.showBack")}
          </Button>
        </div>
      )}
    </>
  );
}

interface Faces {
  readonly front: Blob | null;
  readonly back: Blob | null;
}

/** The pictures of a card, or of its draft; asked again when what is drawn changed. Those before stay meanwhile, so the card never blinks. */
function usePictures(visitId: VisitId, cardId: CardId | null, drawn: string): Faces {
  const [shown, setShown] = useState<Faces>({ front: null, back: null });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const load = async () => {
      try {
        const front =
          cardId === null
            ? await station.issue.draft({ visitId }, { signal })
            : await station.issue.picture({ cardId, side: "front" }, { signal });
        const back =
          cardId === null ? null : await station.issue.picture({ cardId, side: "back" }, { signal });
        if (!signal.aborted && drawn !== "") setShown({ front, back });
      } catch {
        // Cut off: asked again when the visit is opened again.
      }
    };
    void load();
    return () => stop.abort();
  }, [visitId, cardId, drawn]);
  return shown;
}
