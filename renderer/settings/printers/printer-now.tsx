import { Printer } from "lucide-react";
import type { TestFault } from "../../../main/contract/printers.ts";
import { printsBacks } from "../../../main/core/ribbon.ts";
import { station } from "../../call.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import type { PrinterShown } from "./live.ts";
import { PrinterSection } from "./printer-section.tsx";
import { RemovePrinter } from "./remove-printer.tsx";
import { TestPrint } from "./test-print.tsx";
import { usePrinterWords } from "./words.ts";

/** The printer as it is now: its state, what it wants of a person, a test card, and the way to do without it. */
export function PrinterNow({ view }: { readonly view: PrinterShown }) {
  const { t } = usePrinterWords();
  const words = useWords();
  const { chosen, capabilities, condition } = view;
  const way = capabilities.inlineEncoding
    ? capabilities.printsBeforeEncoding
      ? "printFirst"
      : "inside"
    : "twoSteps";
  const faces = t(`faces.${printsBacks(capabilities) ? "both" : "front"}`);
  const holds = condition !== "none-chosen" && capabilities.inlineEncoding;
  return (
    <PrinterSection
      icon={Printer}
      heading={t("now")}
      name={chosen.kind === "none" ? t("none") : view.name}
      about={chosen.kind === "none" ? null : `${t(`kindOf.${chosen.kind}`)} · ${t(`way.${way}`)} ${faces}`}
      state={{
        tone: condition === null ? "good" : condition === "busy" ? "busy" : "warn",
        words: condition === null ? t("ready") : words.t(`reasons:condition.${condition}.word`),
        more: holds ? t(`held.${view.held}`) : null,
      }}
      wants={<Wants view={view} />}
      acts={
        chosen.kind === "none" ? null : (
          <>
            <TestCard />
            <Remove />
          </>
        )
      }
    />
  );
}

function Wants({ view: { condition, notices, code } }: { readonly view: PrinterShown }) {
  const { t } = usePrinterWords();
  const words = useWords();
  return (
    <>
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
    </>
  );
}

function TestCard() {
  const { t } = usePrinterWords();
  return (
    <TestPrint
      icon={Printer}
      words={{ test: t("test"), testing: t("testing"), meaning: t("testMeaning") }}
      print={() => station.printers.test()}
      printed={(time) => t("tested", { time })}
      Failed={TestFailed}
    />
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

function Remove() {
  const { t } = usePrinterWords();
  return (
    <RemovePrinter
      words={{
        remove: t("remove"),
        ask: t("removeAsk"),
        sure: t("removeSure"),
        no: t("removeNo"),
        removed: t("removed"),
        notKept: t("notKept"),
      }}
      remove={async () => (await station.printers.choose({ chosen: { kind: "none" } })).ok}
      refusal={<Notice tone="warn" urgent what={t("inUse.what")} todo={t("inUse.todo")} />}
    />
  );
}
