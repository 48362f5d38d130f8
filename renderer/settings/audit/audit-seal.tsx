import { Copy, Printer, ShieldCheck, Stamp } from "lucide-react";
import { useEffect, useState } from "react";
import type { AuditSeal, AuditVerdictView } from "../../../main/contract/audit.ts";
import { station } from "../../call.ts";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { QrPicture } from "./qr-picture.tsx";
import { useAuditWords } from "./words.ts";

/** The chain's last signed head as a code to be kept elsewhere, and the look at the whole chain. */
export function AuditSealPanel() {
  const { t } = useAuditWords();
  const asking = useAsking();
  const [seal, setSeal] = useState<AuditSeal | null>(null);
  const [verdict, setVerdict] = useState<AuditVerdictView | null>(null);
  const [full, setFull] = useState(false);
  const { run } = asking;
  useEffect(() => {
    void run(async () => setSeal(await station.audit.seal()));
  }, [run]);
  const sign = () =>
    run(async () => {
      const signed = await station.audit.sign();
      setFull(!signed.ok);
      if (signed.ok) setSeal(signed.value);
    });
  const verify = () => run(async () => setVerdict(await station.audit.verify()));
  return (
    <section className="settings-section audit-seal" aria-label={t("seal.title")}>
      <div className="audit-seal-words">
        <h4>{t("seal.title")}</h4>
        {seal !== null && <p>{t("seal.entries", { count: seal.entries })}</p>}
        {seal !== null && <Head seal={seal} />}
        <div className="audit-buttons">
          <Button icon={ShieldCheck} busy={asking.busy} onPress={() => void verify()}>
            {t("verify.button")}
          </Button>
          <Button icon={Stamp} busy={asking.busy} onPress={() => void sign()}>
            {t("seal.sign")}
          </Button>
        </div>
        {full && <Notice tone="stop" urgent what={t("reasons:visitFault.disk-full.what")} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
        {verdict !== null && <Verdict verdict={verdict} />}
      </div>
      {seal?.head != null && (
        <QrPicture rows={seal.head.qr} label={t("seal.qr", { number: seal.head.number })} />
      )}
    </section>
  );
}

function Head({ seal: { head } }: { readonly seal: AuditSeal }) {
  const { t } = useAuditWords();
  const formats = useFormats();
  const [copied, setCopied] = useState(false);
  if (head === null) return <p className="quiet">{t("seal.none")}</p>;
  const { number, seq, at, line } = head;
  const copy = async () => {
    await navigator.clipboard.writeText(line);
    setCopied(true);
  };
  return (
    <>
      <p>
        {t("seal.head", { number, seq, day: formats.shortDay(formats.dayOf(at)), time: formats.time(at) })}
      </p>
      <p className="quiet">{t("seal.keep")}</p>
      <div className="audit-buttons">
        <Button size="small" kind="quiet" icon={Printer} onPress={() => window.print()}>
          {t("seal.print")}
        </Button>
        <Button size="small" kind="quiet" icon={Copy} onPress={() => void copy()}>
          {t("seal.copy")}
        </Button>
        <output>{copied && t("seal.copied")}</output>
      </div>
    </>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerdictView }) {
  const { t } = useAuditWords();
  const formats = useFormats();
  const { findings, clockSetBack, entries, heads } = verdict;
  const counts = t("verify.what", { entries: formats.count(entries), heads: formats.count(heads) });
  return (
    <>
      {findings.length === 0 ? (
        <Notice tone="good" urgent what={t("verify.sound")} means={counts} />
      ) : (
        <Notice tone="stop" urgent what={t("verify.unsound")} means={counts} todo={t("verify.unsoundTodo")} />
      )}
      {(findings.length > 0 || clockSetBack.length > 0) && (
        <ul className="audit-findings">
          {findings.map(({ chain, what, fromSeq, toSeq }) => (
            <li key={`${chain} ${what} ${fromSeq}`}>
              {t(fromSeq === toSeq ? "verify.one" : "verify.several", { from: fromSeq, to: toSeq })}
              {": "}
              {t(`verify.finding.${what}`)} <code className="mono">{chain}</code>
            </li>
          ))}
          {clockSetBack.map(({ chain, seq }) => (
            <li key={`${chain} ${seq}`}>{t("verify.clock", { seq })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
