import { LockOpen } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { SessionView } from "../../main/contract/operators.ts";
import { station } from "../call.ts";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { StartFaultNotice, type StartFaultShown } from "../settings/start/start-fault-notice.tsx";
import { useStartWords } from "../settings/start/words.ts";
import { Doorway } from "./doorway.tsx";

/** A desk whose database nobody has opened since it started: one of those who can opens it, and the window is read anew. */
export function StartPage({ session }: { readonly session: Extract<SessionView, { state: "start" }> }) {
  const { t } = useStartWords();
  const asking = useAsking();
  const id = useId();
  const [holder, setHolder] = useState(session.holders[0] ?? "");
  const [passphrase, setPassphrase] = useState("");
  const [fault, setFault] = useState<StartFaultShown | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const open = () =>
    asking.run(async () => {
      setFault(null);
      const opened = await station.start.open({ holder, passphrase });
      if (opened.ok) return;
      setFault(opened.fault);
      setPassphrase("");
      field.current?.focus();
    });
  if (session.refused !== null) {
    return (
      <Doorway title={t("page.title")} intro={t("page.intro")}>
        <StartFaultNotice fault={{ kind: session.refused }} />
      </Doorway>
    );
  }
  return (
    <Doorway title={t("page.title")} intro={t("page.intro")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-holder`}>{t("holder")}</label>
          <select id={`${id}-holder`} value={holder} onChange={(event) => setHolder(event.target.value)}>
            {session.holders.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-passphrase`}>{t("passphrase")}</label>
          <input
            id={`${id}-passphrase`}
            ref={field}
            type="password"
            value={passphrase}
            autoComplete="off"
            maxLength={200}
            required
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </div>
        {fault !== null && <StartFaultNotice fault={fault} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
        <Button kind="primary" size="large" icon={LockOpen} submit busy={asking.busy}>
          {t("page.do")}
        </Button>
        {asking.busy && <output className="quiet">{t("page.opening")}</output>}
      </form>
      <p className="quiet">{t("page.forgotten")}</p>
    </Doorway>
  );
}
