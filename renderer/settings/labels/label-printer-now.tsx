import { Hand, Tag, Trash2 } from "lucide-react";
import { useState } from "react";
import type { LabelFault } from "../../../main/contract/labels.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { LabelTroubleNotice } from "../../parts/label-trouble-notice.tsx";
import { type LabelPrinterShown, useLabelWords } from "../../parts/labels.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";

/** The printer as it is now: its state, what it wants of a person, a test label, and the way to do without it. */
export function LabelPrinterNow({ view }: { readonly view: LabelPrinterShown }) {
  const { t } = useLabelWords();
  const { chosen, trouble, simulated } = view;
  const tone = trouble === null ? "good" : isAtWork(trouble) ? "busy" : "warn";
  return (
    <section className="settings-section" aria-labelledby="label-printer-now">
      <h4 id="label-printer-now">{t("page.now")}</h4>
      <div className="printer-head">
        <Tag aria-hidden="true" />
        {chosen.kind === "none" ? (
          <div>
            <p className="printer-name">{t("page.none")}</p>
            <p className="quiet">{t("page.noneMeaning")}</p>
          </div>
        ) : (
          <>
            <div>
              <p className="printer-name">{view.name}</p>
              <p className="quiet">
                {t(`page.kindOf.${chosen.kind}`)} · {t(`page.sees.${view.seesTaken ? "yes" : "no"}`)}
              </p>
            </div>
            <div className="printer-state">
              <p data-tone={tone}>
                <StateMark tone={tone} />
                {trouble === null ? t("page.ready") : t(`trouble.${trouble}.word`)}
              </p>
              {simulated !== null && (
                <p className="quiet">{t("page.labelsLeft", { count: simulated.labelsLeft })}</p>
              )}
            </div>
          </>
        )}
      </div>
      <div className="printer-wants" aria-live="polite">
        {trouble !== null && trouble !== "none-chosen" && !isAtWork(trouble) && (
          <LabelTroubleNotice tone="warn" trouble={trouble} code={view.code} />
        )}
        {view.notices.map((notice) => (
          <Notice
            key={notice}
            tone="warn"
            what={t(`notice.${notice}.what`)}
            todo={t(`notice.${notice}.todo`)}
          />
        ))}
        {trouble === "label-waiting" && (
          <Notice tone="quiet" what={t("trouble.label-waiting.what")} todo={t("trouble.label-waiting.todo")}>
            {simulated !== null && (
              <Button icon={Hand} onPress={() => void station.labels.hand({ does: "take" })}>
                {t("page.take")}
              </Button>
            )}
          </Notice>
        )}
      </div>
      {chosen.kind !== "none" && (
        <div className="printer-acts">
          <TestLabel />
          <Remove />
        </div>
      )}
    </section>
  );
}

function isAtWork(trouble: LabelPrinterShown["trouble"]): boolean {
  return trouble === "busy" || trouble === "label-waiting";
}

type Tested = { readonly tookMs: number } | { readonly fault: LabelFault };

function TestLabel() {
  const { t } = useLabelWords();
  const words = useWords();
  const formats = useFormats();
  const asking = useAsking();
  const [tested, setTested] = useState<Tested | null>(null);
  const test = () =>
    asking.run(async () => {
      setTested(null);
      const answer = await station.labels.test();
      setTested(answer.ok ? answer.value : { fault: answer.fault });
    });
  return (
    <div className="printer-test">
      <Button kind="primary" icon={Tag} busy={asking.busy} onPress={() => void test()}>
        {asking.busy ? t("page.testing") : t("page.test")}
      </Button>
      <p className="quiet">{t("page.testMeaning")}</p>
      {asking.brokenOff && <Notice tone="warn" urgent what={words.t("common.interrupted")} />}
      {tested !== null && "tookMs" in tested && (
        <Notice tone="good" urgent what={t("page.tested", { time: formats.duration(tested.tookMs) })} />
      )}
      {tested !== null && "fault" in tested && (
        <LabelTroubleNotice
          tone="stop"
          urgent
          trouble={tested.fault.trouble}
          code={tested.fault.code}
          {...(tested.fault.mayHaveComeOut ? { means: t("page.testMaybeOut") } : {})}
        />
      )}
    </div>
  );
}

/** Taking the printer away is asked twice. */
function Remove() {
  const { t } = useLabelWords();
  const asking = useAsking();
  const [sure, setSure] = useState(false);
  const remove = () =>
    asking.run(async () => {
      await station.labels.choose({ chosen: { kind: "none" } });
      announce(t("page.removed"));
    });
  return (
    <div className="printer-remove">
      {sure ? (
        <fieldset className="visit-sure">
          <legend>{t("page.removeAsk")}</legend>
          <Button kind="danger" busy={asking.busy} onPress={() => void remove()}>
            {t("page.removeSure")}
          </Button>
          <Button takesFocus onPress={() => setSure(false)}>
            {t("page.removeNo")}
          </Button>
        </fieldset>
      ) : (
        <Button kind="quiet" icon={Trash2} onPress={() => setSure(true)}>
          {t("page.remove")}
        </Button>
      )}
      {asking.brokenOff && <Notice tone="stop" urgent what={t("page.notKept")} />}
    </div>
  );
}
