import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import type { KeysPlace, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

interface RecoveryProps {
  readonly view: KeysShown;
  readonly onGo: (place: KeysPlace) => void;
}

/** Whether there is a way in when every passphrase is forgotten. */
export function Recovery({ view, onGo }: RecoveryProps) {
  const { t } = useKeyWords();
  const formats = useFormats();
  const isOpen = view.state === "open";
  const { recoveryMadeAt } = view;
  if (view.kind === "token") {
    return (
      <section className="settings-section" aria-labelledby="keys-recovery">
        <h4 id="keys-recovery">{t("recovery.heading")}</h4>
        <Notice
          tone="warn"
          what={t("recovery.token.what")}
          means={t("recovery.token.means")}
          todo={t("recovery.token.todo")}
        />
      </section>
    );
  }
  const make = (
    <Button
      kind={recoveryMadeAt === null && view.keys?.length !== 0 ? "primary" : "plain"}
      disabled={!isOpen}
      onPress={() => onGo("make-shares")}
    >
      {t(recoveryMadeAt === null ? "recovery.make" : "recovery.makeAgain")}
    </Button>
  );
  return (
    <section className="settings-section" aria-labelledby="keys-recovery">
      <h4 id="keys-recovery">{t("recovery.heading")}</h4>
      {recoveryMadeAt === null ? (
        <Notice tone="warn" what={t("recovery.none.what")} todo={t("recovery.none.todo")}>
          {make}
        </Notice>
      ) : (
        <>
          <p>{t("recovery.made", { day: formats.shortDay(formats.dayOf(recoveryMadeAt)) })}</p>
          <div className="keys-buttons">
            {make}
            <Button onPress={() => onGo("use-shares")}>{t("recovery.use")}</Button>
          </div>
        </>
      )}
    </section>
  );
}
