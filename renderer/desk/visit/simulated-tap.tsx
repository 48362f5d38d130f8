import { Hand } from "lucide-react";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { useLive } from "../../parts/live.ts";
import { benchLive } from "../../parts/station.ts";

/**
 * With simulated hardware, the hand that lays the card just given out on the reader. Where the printer is a real one, the card begun is the
 * one that was in the hand.
 */
export function SimulatedTap({ obvious }: { readonly obvious: boolean }) {
  const { t } = useWords();
  const bench = useLive(benchLive);
  const asking = useAsking();
  const cards = bench?.cards ?? [];
  const card =
    cards.find((one) => one.place === "hopper" && one.printed) ??
    cards.find((one) => one.place === "desk-reader" || one.place === "hand");
  return (
    <Button
      kind={obvious ? "primary" : "plain"}
      obvious={obvious}
      icon={Hand}
      disabled={card === undefined}
      busy={asking.busy}
      onPress={() => void asking.run(() => station.bench.tap({ card: card?.id ?? null }))}
    >
      {t("handOver.simulatedTap")}
    </Button>
  );
}
