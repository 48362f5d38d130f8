import { DoorOpen } from "lucide-react";
import { useState } from "react";
import type { VisitView } from "../../../main/contract/visit.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { useVisitAsking, VisitTrouble } from "./visit-asking.tsx";

/** Ends a visit without a card, asked twice: there is no way back. */
export function CloseVisit({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  const closing = useVisitAsking();
  useKeys((event) => {
    if (event.key === "Escape") setSure(false);
  });
  if (view.issue !== null && (view.issue.state === "running" || view.issue.state === "waiting")) return null;
  if (!sure) {
    return (
      <Button kind="quiet" size="small" icon={DoorOpen} onPress={() => setSure(true)}>
        {t("visit.close")}
      </Button>
    );
  }
  const close = () => closing.ask(() => station.visit.close({ visitId: view.visit.id }));
  return (
    <fieldset className="visit-sure">
      <legend>{t("visit.closeAsk")}</legend>
      <p>{t("visit.closeMeaning")}</p>
      <VisitTrouble trouble={closing.trouble} />
      <Button kind="danger" size="small" busy={closing.busy} onPress={() => close()}>
        {t("visit.closeSure")}
      </Button>
      <Button kind="plain" size="small" takesFocus onPress={() => setSure(false)}>
        {t("visit.keepOpen")}
      </Button>
    </fieldset>
  );
}
