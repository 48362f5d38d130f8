import { Copy, Printer } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useFacts } from "../../parts/station.ts";
import { Field } from "../keys/field.tsx";
import { useBackupWords } from "./words.ts";

interface Fresh {
  readonly secret: string;
  readonly recipient: string;
}

const endingLength = 6;

/** The key copies are made for, and the way to a new one, shown once. */
export function RecoveryKey({ recipient }: { readonly recipient: string | null }) {
  const { t } = useBackupWords();
  const asking = useAsking();
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const make = () => asking.run(async () => setFresh(await station.backups.newKey()));
  return (
    <section className="settings-section" aria-labelledby="backup-key">
      <h4 id="backup-key">{t("key.heading")}</h4>
      <div className="keys-state start-state">
        <StateMark tone={recipient === null ? "warn" : "good"} />
        <p className="keys-path">
          <strong>{recipient === null ? t("key.none") : t("key.is", { recipient })}</strong>
        </p>
      </div>
      <p className="quiet">{t(recipient === null ? "key.noneMeans" : "key.changeMeans")}</p>
      {fresh === null ? (
        <div className="keys-buttons">
          <Button
            kind={recipient === null ? "primary" : "plain"}
            busy={asking.busy}
            onPress={() => void make()}
          >
            {t(recipient === null ? "key.make" : "key.change")}
          </Button>
        </div>
      ) : (
        <FreshKey fresh={fresh} onLeave={() => setFresh(null)} />
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
    </section>
  );
}

/** A new key on its way into the safe: in force only once somebody has its end in hand. */
function FreshKey({ fresh, onLeave }: { readonly fresh: Fresh; readonly onLeave: () => void }) {
  const { t } = useBackupWords();
  const facts = useFacts();
  const asking = useAsking();
  const [typed, setTyped] = useState("");
  const ending = fresh.secret.slice(-endingLength);
  const written = typed.trim().toUpperCase();
  const isWrong = written.length >= endingLength && written !== ending;
  const keep = () =>
    asking.run(async () => {
      const used = await station.backups.takeKey({ recipient: fresh.recipient });
      if (!used.ok) return;
      announce(t("key.kept"));
      onLeave();
    });
  const copy = async () => {
    await navigator.clipboard.writeText(fresh.secret);
    announce(t("key.copied"));
  };
  return (
    <form
      className="keys-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (written === ending) void keep();
      }}
    >
      <div className="keys-printed">
        <p className="keys-record">{t("key.shown")}</p>
        <p className="only-printed">
          {t("key.sheet", { desk: `${facts?.university ?? ""}, ${facts?.operator ?? ""}` })}
        </p>
        <code className="backup-secret">{fresh.secret}</code>
      </div>
      <div className="keys-buttons">
        <Button icon={Printer} onPress={() => window.print()}>
          {t("key.print")}
        </Button>
        <Button icon={Copy} onPress={() => void copy()}>
          {t("key.copy")}
        </Button>
      </div>
      <Field
        label={t("key.confirm")}
        value={typed}
        onChange={setTyped}
        wrong={isWrong}
        takesFocus
        {...(isWrong ? { hint: t("key.ending") } : {})}
      />
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      <div className="keys-buttons">
        <Button kind="primary" submit busy={asking.busy} disabled={written !== ending}>
          {t("key.keep")}
        </Button>
        <Button onPress={onLeave}>{t("key.cancel")}</Button>
      </div>
    </form>
  );
}
