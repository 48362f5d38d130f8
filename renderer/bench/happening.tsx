import type { SimulatedHappening } from "../../main/contract/bench.ts";
import { useWords } from "../parts/language.ts";

/** One thing that happened to the simulated hardware, in words. */
export function Happening({ what }: { readonly what: SimulatedHappening }) {
  const { t } = useWords();
  switch (what.kind) {
    case "moved":
      return t("bench.happened.moved", {
        from: t(`bench.position.${what.from}`),
        to: t(`bench.position.${what.to}`),
      });
    case "loaded":
      return t("bench.happened.loaded", { count: what.count });
    case "fault-on":
    case "fault-off":
      return t(`bench.happened.${what.kind}`, { fault: t(`bench.fault.${what.fault}`) });
    case "printed":
    case "new-ribbon":
    case "cleaned":
    case "tapped":
    case "lifted":
    case "put-in-printer":
    case "thrown-away":
      return t(`bench.happened.${what.kind}`);
  }
}
