import { Hand } from "lucide-react";
import type { IssueNeed } from "../../../main/contract/issue.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useWords } from "../../parts/language.ts";
import { useLive } from "../../parts/live.ts";
import { benchLive } from "../../parts/station.ts";

/** With simulated hardware, the hand that carries the card between reader and printer when it is made in two steps. */
export function SimulatedHand({ need }: { readonly need: IssueNeed }) {
  const { t } = useWords();
  const bench = useLive(benchLive);
  const asking = useAsking();
  if (need.kind === "lay-blank") {
    return button("layBlank", () => station.bench.layBlank({ kind: "blank-ev2" }));
  }
  if (need.kind === "load-printer") {
    const onReader = bench?.cards.some((card) => card.place === "desk-reader") ?? false;
    return onReader ? button("putInPrinter", () => station.bench.putInPrinter()) : null;
  }
  if (need.kind !== "lay-again") return null;
  const held = bench?.cards.find((card) => card.place === "hand");
  return held === undefined ? null : button("layAgain", () => station.bench.tap({ card: held.id }));

  function button(words: "layBlank" | "layAgain" | "putInPrinter", press: () => Promise<unknown>) {
    return (
      <Button
        icon={Hand}
        obvious={words !== "putInPrinter"}
        busy={asking.busy}
        onPress={() => void asking.run(press)}
      >
        {t(`issue.simulated.${words}`)}
      </Button>
    );
  }
}
