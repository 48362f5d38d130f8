import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import type { KeyFaultShown } from "./live.ts";
import { useKeyWords } from "./words.ts";

/** Why something about the keys was not done, and what to do now. */
export function KeyFaultNotice({ fault }: { readonly fault: KeyFaultShown }) {
  const { t } = useKeyWords();
  const formats = useFormats();
  const facts = {
    least: fault.kind === "passphrase-too-short" ? fault.least : 0,
    cause: "cause" in fault ? fault.cause : "",
    time: fault.kind === "try-later" ? formats.time(fault.untilMs) : "",
    label: "label" in fault ? fault.label : "",
    type: fault.kind === "token-cannot" ? t(`type.${fault.type}`) : "",
    name: "name" in fault ? fault.name : "",
    version: "version" in fault ? fault.version : "",
  };
  const isLastTry = fault.kind === "wrong-pin" && fault.isLastTry;
  const left = fault.kind === "wrong-passphrase" ? fault.triesLeft : null;
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`fault.${fault.kind}.what`, facts)}
      todo={t(`fault.${fault.kind}.todo`, facts)}
      {...(left === null || left === 0 ? {} : { means: t("triesLeft", { count: left }) })}
      {...(isLastTry ? { means: t("lastTry") } : {})}
    />
  );
}
