import { type FormEvent, useState } from "react";
import { station } from "../../call.ts";
import { PinField } from "../../door/pin-field.tsx";
import { type PinTrouble, troubleOf } from "../../door/pin-trouble.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { typedIn } from "../../parts/typed-in.ts";
import { usePeopleWords } from "./words.ts";
import "./people.css";

/** Changing one's own PIN. */
export function MyPinPage() {
  const { t } = usePeopleWords();
  const asking = useAsking();
  const [trouble, setTrouble] = useState<PinTrouble | null>(null);
  const [done, setDone] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const fresh = typedIn(typed, "fresh");
    const found = troubleOf(fresh, typedIn(typed, "again"));
    setTrouble(found);
    setDone(false);
    if (found !== null) return;
    void asking.run(async () => {
      const answer = await station.operators.changePin({ old: typedIn(typed, "old"), fresh });
      if (!answer.ok)
        return setTrouble(answer.fault.kind === "pin" ? answer.fault.problem : answer.fault.kind);
      form.reset();
      setDone(true);
    });
  };
  return (
    <>
      <h3>{t("myPin.heading")}</h3>
      <p className="quiet">{t("myPin.intro")}</p>
      <form className="settings-section people-form" onSubmit={onSubmit}>
        <PinField field="old" label={t("myPin.old")} />
        <PinField field="fresh" label={t("myPin.fresh")} more={t("door:pinRule")} fresh />
        <PinField field="again" label={t("myPin.again")} fresh />
        {trouble !== null && <Notice tone="stop" urgent what={t(`door:trouble.${trouble}`)} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
        {done && <Notice tone="good" urgent what={t("myPin.done")} />}
        <Button kind="primary" submit busy={asking.busy}>
          {t("myPin.button")}
        </Button>
      </form>
    </>
  );
}
