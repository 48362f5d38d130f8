import { Printer, Trash2 } from "lucide-react";
import { useState } from "react";
import type { TestFault } from "../../../main/contract/printers.ts";
import { printsBacks } from "../../../main/core/ribbon.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import type { PrinterShown } from "./live.ts";
import { usePrinterWords } from "./words.ts";

/** The printer as it is now: its state, what it wants of a person, a test card, and the way to do without it. */
export function PrinterNow({ view }: { readonly view: PrinterShown }) {
  const { t } = usePrinterWords();
  const { chosen, capabilities } = view;
  const way = capabilities.inlineEncoding
    ? capabilities.printsBeforeEncoding
      ? "printFirst"
      : "inside"
    : "twoSteps";
  return (
    <section className="settings-section" aria-labelledby="printer-now">
      <h4 id="printer-now">{t("now")}</h4>
      <div className="printer-head">
        <Printer aria-hidden="true" />
        <div>
          <p className="printer-name">{chosen.kind === "none" ? t("none") : view.name}</p>
          {chosen.kind !== "none" && (
            <p className="quiet">
              {t(`kindOf.${chosen.kind}`)} · {t(`way.${way}`)}{" "}
              {t(`faces.${printsBacks(capabilities) ? "both" : "front"}`)}
            </p>
          )}
        </div>
        <PrinterState view={view} />
      </div>
      <Wants view={view} />
      {chosen.kind !== "none" && (
        <div className="printer-acts">
          <TestCard />
          <Remove />
        </div>
      )}
    </section>
  );
}

function PrinterState({ view: { condition, held, capabilities } }: { readonly view: PrinterShown }) {
  const { t } = usePrinterWords();
  const words = useWords();
  const tone = condition === null ? "good" : condition === "busy" ? "busy" : "warn";
  return (
    <div className="printer-state">
      <p data-tone={tone}>
        <StateMark tone={tone} />
        {condition === null ? t("ready") : words.t(`reasons:condition.${condition}.word`)}
      </p>
      {condition !== "none-chosen" && capabilities.inlineEncoding && (
        <p className="quiet">{t(`held.${held}`)}</p>
      )}
    </div>
  );
}

/** What the printer wants of a person, now and before long. */
function Wants({ view: { condition, notices, code } }: { readonly view: PrinterShown }) {
  const { t } = usePrinterWords();
  const words = useWords();
  return (
    <div className="printer-wants" aria-live="polite">
      {condition !== null && condition !== "busy" && (
        <Notice
          tone="warn"
          what={words.t(`reasons:condition.${condition}.what`)}
          todo={words.t(`reasons:condition.${condition}.todo`)}
          {...(code === "" ? {} : { why: <p className="mono">{t("code", { code })}</p> })}
        />
      )}
      {notices.map((notice) => (
        <Notice
          key={notice}
          tone="warn"
          what={t(`notice.${notice}.what`)}
          todo={t(`notice.${notice}.todo`)}
        />
      ))}
    </div>
  );
}

type Tested = { readonly tookMs: number } | { readonly fault: TestFault };

function TestCard() {
  const { t } = usePrinterWords();
  const words = useWords();
  const formats = useFormats();
  const asking = useAsking();
  const [tested, setTested] = useState<Tested | null>(null);
  const test = () =>
    asking.run(async () => {
      setTested(null);
      const answer = await station.printers.test();
      setTested(answer.ok ? answer.value : { fault: answer.fault });
    });
  return (
    <div className="printer-test">
      <Button kind="primary" icon={Printer} busy={asking.busy} onPress={() => void test()}>
        {asking.busy ? t("testing") : t("test")}
      </Button>
      <p className="quiet">{t("testMeaning")}</p>
      {asking.brokenOff && <Notice tone="warn" urgent what={words.t("common.interrupted")} />}
      {tested !== null && "tookMs" in tested && (
        <Notice tone="good" urgent what={t("tested", { time: formats.duration(tested.tookMs) })} />
      )}
      {tested !== null && "fault" in tested && <TestFailed fault={tested.fault} />}
    </div>
  );
}

function TestFailed({ fault }: { readonly fault: TestFault }) {
  const { t } = usePrinterWords();
  const words = useWords();
  if (fault.kind === "printer-in-use") {
    return <Notice tone="warn" urgent what={t("inUse.what")} todo={t("inUse.todo")} />;
  }
  return (
    <Notice
      tone="stop"
      urgent
      what={words.t(`reasons:condition.${fault.condition}.what`)}
      todo={words.t(`reasons:condition.${fault.condition}.todo`)}
      {...(fault.spoiled ? { means: t("testSpoiled") } : {})}
      why={<p className="mono">{t("code", { code: fault.code })}</p>}
    />
  );
}

/** Taking the printer away is asked twice. */
function Remove() {
  const { t } = usePrinterWords();
  const asking = useAsking();
  const [sure, setSure] = useState(false);
  const [inUse, setInUse] = useState(false);
  const remove = () =>
    asking.run(async () => {
      const answer = await station.printers.choose({ chosen: { kind: "none" } });
      setSure(false);
      setInUse(!answer.ok);
      if (answer.ok) announce(t("removed"));
    });
  return (
    <div className="printer-remove">
      {sure ? (
        <fieldset className="visit-sure">
          <legend>{t("removeAsk")}</legend>
          <Button kind="danger" busy={asking.busy} onPress={() => void remove()}>
            {t("removeSure")}
          </Button>
          <Button takesFocus onPress={() => setSure(false)}>
            {t("removeNo")}
          </Button>
        </fieldset>
      ) : (
        <Button kind="quiet" icon={Trash2} onPress={() => setSure(true)}>
          {t("remove")}
        </Button>
      )}
      {inUse && <Notice tone="warn" urgent what={t("inUse.what")} todo={t("inUse.todo")} />}
      {asking.brokenOff && <Notice tone="stop" urgent what={t("notKept")} />}
    </div>
  );
}
