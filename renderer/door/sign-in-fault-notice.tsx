import { useEffect, useState } from "react";
import type { SignInFault } from "../../main/contract/operators.ts";
import { useDoorWords } from "../parts/language.ts";
import { Notice } from "../parts/notice.tsx";

interface SignInFaultNoticeProps {
  readonly fault: SignInFault;
  /** A pause is over. */
  readonly onOver: () => void;
}

/** Why somebody was not let in; a pause is counted down. */
export function SignInFaultNotice({ fault, onOver }: SignInFaultNoticeProps) {
  const { t } = useDoorWords();
  const [until] = useState(() => Date.now() + (fault.kind === "paused" ? fault.remainingMs : 0));
  const [leftMs, setLeftMs] = useState(fault.kind === "paused" ? fault.remainingMs : 0);
  useEffect(() => {
    if (fault.kind !== "paused") return;
    const timer = setInterval(() => {
      const left = until - Date.now();
      setLeftMs(left);
      if (left <= 0) onOver();
    }, 500);
    return () => clearInterval(timer);
  }, [fault, until, onOver]);
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <Notice
      tone="stop"
      urgent
      what={t(`fault.${fault.kind}.what`)}
      todo={t(`fault.${fault.kind}.todo`, { left })}
    />
  );
}
