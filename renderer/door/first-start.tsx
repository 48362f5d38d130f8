import { UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { station } from "../call.ts";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { useDoorWords, useWords } from "../parts/language.ts";
import { Notice } from "../parts/notice.tsx";
import { keepSession } from "../parts/session.ts";
import { typedIn } from "../parts/typed-in.ts";
import { Doorway } from "./doorway.tsx";
import { NameField } from "./name-field.tsx";
import { PinField } from "./pin-field.tsx";
import { type PinTrouble, troubleOf } from "./pin-trouble.ts";

/** The first start of a desk: whoever sets it up gives themselves a name and a PIN. */
export function FirstStart() {
  const { t } = useDoorWords();
  const common = useWords().t;
  const asking = useAsking();
  const [trouble, setTrouble] = useState<PinTrouble | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const pin = typedIn(typed, "pin");
    const found = troubleOf(pin, typedIn(typed, "again"));
    setTrouble(found);
    if (found !== null) return;
    void asking.run(async () => {
      const answer = await station.operators.first({ name: typedIn(typed, "name"), pin });
      if (answer.ok) keepSession(answer.value.secret);
      else setTrouble(answer.fault.kind === "pin" ? answer.fault.problem : answer.fault.kind);
    });
  };
  return (
    <Doorway title={t("first.title")} intro={t("first.intro")}>
      <form data-first-start onSubmit={onSubmit}>
        <NameField label={t("name")} takesFocus />
        <PinField field="pin" label={t("first.pin")} more={t("pinRule")} fresh />
        <PinField field="again" label={t("first.again")} fresh />
        {trouble !== null && <Notice tone="stop" urgent what={t(`trouble.${trouble}`)} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={common("common.interrupted")} />}
        <Button kind="primary" size="large" icon={UserPlus} submit busy={asking.busy}>
          {t("first.button")}
        </Button>
      </form>
    </Doorway>
  );
}
