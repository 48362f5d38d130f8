import type { startFault } from "../../../main/contract/start.ts";
import { useFormats } from "../../parts/formats.ts";
import { Notice } from "../../parts/notice.tsx";
import { useStartWords } from "./words.ts";

/** Why a desk was not opened, or its start not changed. */
export type StartFaultShown = (typeof startFault)["_output"];

/** Why a desk was not opened, or its start not changed, and what to do now. */
export function StartFaultNotice({ fault }: { readonly fault: StartFaultShown }) {
  const { t } = useStartWords();
  const formats = useFormats();
  const facts = {
    least: fault.kind === "passphrase-too-short" ? fault.least : 0,
    cause: fault.kind === "not-kept" ? fault.cause : "",
    time: fault.kind === "try-later" ? formats.time(fault.untilMs) : "",
  };
  const left = fault.kind === "wrong-passphrase" ? fault.triesLeft : null;
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`fault.${fault.kind}.what`)}
      todo={t(`fault.${fault.kind}.todo`, facts)}
      {...(left === null || left === 0 ? {} : { means: t("triesLeft", { count: left }) })}
    />
  );
}
