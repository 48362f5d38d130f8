import { useEffect, useState } from "react";
import type { SimulatedCard } from "../../main/contract/bench.ts";
import { station } from "../call.ts";
import { useBlobAddress } from "../parts/blob-address.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";

/** The cards that left the feeder, with their front, and the hand that lays them on the reader. */
export function BenchCards({ cards }: { readonly cards: readonly SimulatedCard[] }) {
  const { t } = useWords();
  return (
    <section aria-label={t("bench.cards")}>
      <h3>{t("bench.cards")}</h3>
      {cards.length === 0 && <p className="quiet">{t("bench.noCards")}</p>}
      <ul className="bench-cards">
        {cards.map((card) => (
          <li key={card.id}>
            <Front card={card} />
            <div className="bench-card-words">
              <span>
                {t(`bench.kinds.${card.kind}`)} · {t(`bench.place.${card.place}`)}
              </span>
              <code className="mono">{card.uid ?? card.id}</code>
            </div>
            {card.place === "desk-reader" ? (
              <Button size="small" onPress={() => tap(null)}>
                {t("bench.take")}
              </Button>
            ) : (
              (card.place === "hopper" || card.place === "reject-box" || card.place === "hand") && (
                <Button size="small" onPress={() => tap(card.id)}>
                  {t("bench.lay")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function tap(card: string | null): void {
  void station.bench.tap({ card }).catch(() => undefined);
}

function Front({ card }: { readonly card: SimulatedCard }) {
  const { t } = useWords();
  const [png, setPng] = useState<Blob | null>(null);
  const { id, printed } = card;
  useEffect(() => {
    if (!printed) return;
    const stop = new AbortController();
    station.bench
      .picture({ card: id }, { signal: stop.signal })
      .then(setPng)
      .catch(() => undefined);
    return () => stop.abort();
  }, [id, printed]);
  const address = useBlobAddress(png);
  if (address === null) return <span className="bench-front">{t("bench.unprinted")}</span>;
  return <img className="bench-front" src={address} alt={t("bench.cardAlt", { id: card.uid ?? id })} />;
}
