import { useState } from "react";
import type { StudentFault } from "../../main/contract/student.ts";
import type { Result } from "../../main/core/result.ts";
import { outcome } from "../desk/moves.ts";
import { useAsking } from "../parts/asking.ts";
import { Notice } from "../parts/notice.tsx";
import { useStudentWords } from "./words.ts";

type Answer = Result<unknown, StudentFault>;

/** Something asked about a person: done, it is said, with the way back; refused, why is shown beside the button. */
export interface CareAsking {
  readonly busy: boolean;
  readonly trouble: StudentFault | "broken-off" | null;
  /** True once it is done. `takeBack`: what undoes it. */
  readonly ask: (
    work: () => Promise<Answer>,
    words: string,
    takeBack: (() => Promise<Answer>) | null,
  ) => Promise<boolean>;
}

/** Asks one thing about a person at a time. */
export function useCareAsking(): CareAsking {
  const { t } = useStudentWords();
  const { run, busy, brokenOff } = useAsking();
  const [fault, setFault] = useState<StudentFault | null>(null);
  return {
    busy,
    trouble: brokenOff ? "broken-off" : fault,
    async ask(work, words, takeBack) {
      setFault(null);
      const answer = await run(work);
      if (answer === undefined) return false;
      if (!answer.ok) {
        setFault(answer.fault);
        return false;
      }
      outcome.write({
        kind: "done",
        words,
        takeBack:
          takeBack === null
            ? null
            : async () => {
                const back = await takeBack();
                const said = back.ok ? t("undone") : t(`fault.${faultKey(back.fault)}.what`);
                outcome.write({ kind: "done", words: said, takeBack: null });
              },
      });
      return true;
    },
  };
}

/** Why something about a person was not done, and what to do. */
export function CareTrouble({ trouble }: Pick<CareAsking, "trouble">) {
  const { t } = useStudentWords();
  if (trouble === null) return null;
  if (trouble === "broken-off") return <Notice tone="warn" urgent what={t("interface:common.interrupted")} />;
  if (trouble.kind === "not-acceptable") {
    return <Notice tone="stop" urgent what={t(`notAcceptable.${trouble.why}`)} />;
  }
  return (
    <Notice
      tone="warn"
      urgent
      what={t(`fault.${trouble.kind}.what`)}
      todo={t(`fault.${trouble.kind}.todo`)}
    />
  );
}

function faultKey(fault: StudentFault) {
  return fault.kind === "not-acceptable" ? "changed-since" : fault.kind;
}
