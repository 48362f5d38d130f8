import { Hand, Tag } from "lucide-react";
import type { LabelFault } from "../../../main/contract/labels.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { LabelTroubleNotice } from "../../parts/label-trouble-notice.tsx";
import { type LabelPrinterShown, useLabelWords } from "../../parts/labels.ts";
import { Notice } from "../../parts/notice.tsx";
import { PrinterSection } from "../printers/printer-section.tsx";
import { RemovePrinter } from "../printers/remove-printer.tsx";
import { TestPrint } from "../printers/test-print.tsx";

/** The printer as it is now: its state, what it wants of a person, a test label, and the way to do without it. */
export function LabelPrinterNow({ view }: { readonly view: LabelPrinterShown }) {
  const { t } = useLabelWords();
  const { chosen, trouble, simulated } = view;
  if (chosen.kind === "none") {
    return (
      <PrinterSection
        icon={Tag}
        heading={t("page.now")}
        name={t("page.none")}
        about={t("page.noneMeaning")}
        state={null}
        wants={null}
        acts={null}
      />
    );
  }
  return (
    <PrinterSection
      icon={Tag}
      heading={t("page.now")}
      name={view.name}
      about={`${t(`page.kindOf.${chosen.kind}`)} · ${t(`page.sees.${view.seesTaken ? "yes" : "no"}`)}`}
      state={{
        tone: trouble === null ? "good" : isAtWork(trouble) ? "busy" : "warn",
        words: trouble === null ? t("page.ready") : t(`trouble.${trouble}.word`),
        more: simulated === null ? null : t("page.labelsLeft", { count: simulated.labelsLeft }),
      }}
      wants={<Wants view={view} />}
      acts={
        <>
          <TestLabel />
          <Remove />
        </>
      }
    />
  );
}

function isAtWork(trouble: LabelPrinterShown["trouble"]): boolean {
  return trouble === "busy" || trouble === "label-waiting";
}

function Wants({ view: { trouble, code, notices, simulated } }: { readonly view: LabelPrinterShown }) {
  const { t } = useLabelWords();
  return (
    <>
      {trouble !== null && !isAtWork(trouble) && (
        <LabelTroubleNotice tone="warn" trouble={trouble} code={code} />
      )}
      {notices.map((notice) => (
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
    </>
  );
}

function TestLabel() {
  const { t } = useLabelWords();
  return (
    <TestPrint
      icon={Tag}
      words={{ test: t("page.test"), testing: t("page.testing"), meaning: t("page.testMeaning") }}
      print={() => station.labels.test()}
      printed={(time) => t("page.tested", { time })}
      Failed={TestFailed}
    />
  );
}

function TestFailed({ fault: { trouble, code, mayHaveComeOut } }: { readonly fault: LabelFault }) {
  const { t } = useLabelWords();
  return (
    <LabelTroubleNotice
      tone="stop"
      urgent
      trouble={trouble}
      code={code}
      {...(mayHaveComeOut ? { means: t("page.testMaybeOut") } : {})}
    />
  );
}

function Remove() {
  const { t } = useLabelWords();
  return (
    <RemovePrinter
      words={{
        remove: t("page.remove"),
        ask: t("page.removeAsk"),
        sure: t("page.removeSure"),
        no: t("page.removeNo"),
        removed: t("page.removed"),
        notKept: t("page.notKept"),
      }}
      remove={async () => {
        await station.labels.choose({ chosen: { kind: "none" } });
        return true;
      }}
    />
  );
}
