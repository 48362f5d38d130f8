import { Search } from "lucide-react";
import { useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { KeyFaultNotice } from "./fault-notice.tsx";
import { Field } from "./field.tsx";
import type { KeyFaultShown, KeysShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

type Tokens = Extract<Awaited<ReturnType<typeof station.keys.tokens>>, { readonly ok: true }>["value"];

interface TakeTokenProps {
  readonly view: KeysShown;
  readonly onLeave: () => void;
}

/** Chooses the PKCS#11 token that has the keys from now on: its library first, then one of the tokens that are there. */
export function TakeToken({ view, onLeave }: TakeTokenProps) {
  const { t } = useKeyWords();
  const asking = useAsking();
  const [library, setLibrary] = useState(view.token?.library ?? "");
  const [found, setFound] = useState<Tokens | null>(null);
  const [fault, setFault] = useState<KeyFaultShown | null>(null);
  const look = () =>
    asking.run(async () => {
      setFault(null);
      setFound(null);
      const done = await station.keys.tokens({ library });
      if (!done.ok) return setFault(done.fault);
      setFound(done.value);
      announce(t(done.value.length === 0 ? "token.none" : "token.found"));
    });
  const take = ({ label, serial }: Tokens[number]) =>
    asking.run(async () => {
      setFault(null);
      const done = await station.keys.takeToken({ library: library.trim(), label, serial });
      if (!done.ok) return setFault(done.fault);
      announce(t("token.taken", { label }));
      onLeave();
    });
  return (
    <>
      <h3>{t("token.heading")}</h3>
      <p className="quiet">{t("token.intro")}</p>
      <section className="settings-section">
        <form
          className="keys-form"
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <div className="keys-library">
            <Field
              label={t("token.library")}
              value={library}
              hint={t("token.libraryHint")}
              takesFocus
              onChange={(path) => {
                setLibrary(path);
                setFound(null);
                setFault(null);
              }}
            />
          </div>
          <div className="keys-buttons">
            <Button
              kind={found === null ? "primary" : "plain"}
              submit
              icon={Search}
              busy={asking.busy}
              disabled={library.trim() === ""}
            >
              {t("token.look")}
            </Button>
            <Button onPress={onLeave}>{t("cancel")}</Button>
          </div>
        </form>
        {found?.length === 0 && <Notice tone="warn" what={t("token.none")} todo={t("token.noneTodo")} />}
        {found !== null && found.length > 0 && (
          <>
            <h4 id="keys-found">{t("token.found")}</h4>
            <ul className="keys-operators keys-found" aria-labelledby="keys-found">
              {found.map((token) => (
                <li key={token.serial}>
                  <span>
                    {token.label} <span className="quiet">{t("token.model", token)}</span>
                  </span>
                  <Button kind="primary" size="small" onPress={() => void take(token)}>
                    {t("token.take", { label: token.label })}
                  </Button>
                </li>
              ))}
            </ul>
            <p className="quiet">{t("token.notCopied")}</p>
          </>
        )}
        {fault !== null && <KeyFaultNotice fault={fault} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      </section>
    </>
  );
}
