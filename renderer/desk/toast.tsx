import { Undo2, X } from "lucide-react";
import { useEffect } from "react";
import { onRefusal } from "../call.ts";
import { announce } from "../parts/announcer.tsx";
import { Button } from "../parts/button.tsx";
import { useWords } from "../parts/language.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { useStore } from "../parts/store.ts";
import { canBeTakenBack, type Outcome, outcome, undo } from "./moves.ts";
import "./toast.css";

const shownMs = 10_000;

/** What was just done on the board, with the way back for ten seconds. */
export function Toast() {
  const { t } = useWords();
  const last = useStore(outcome);
  useEffect(() => onRefusal(() => outcome.write({ kind: "not-allowed" })), []);
  const words = last === null ? null : wordsOf(last, t);
  useEffect(() => {
    if (words !== null) announce(words);
  }, [words]);
  useEffect(() => {
    if (last === null) return;
    const timer = setTimeout(() => outcome.write(null), shownMs);
    return () => clearTimeout(timer);
  }, [last]);
  if (last === null) return null;
  return (
    <section className="toast" aria-label={t("board.lastMove")} data-tone={toneOf(last)}>
      <StateMark tone={toneOf(last)} />
      <p>{words}</p>
      {canBeTakenBack(last) && (
        <Button kind="quiet" size="small" icon={Undo2} keycap="U" onPress={() => void undo()}>
          {t("board.undo")}
        </Button>
      )}
      <Button
        kind="quiet"
        size="small"
        icon={X}
        label={t("common.close")}
        onPress={() => outcome.write(null)}
      />
    </section>
  );
}

function toneOf({ kind }: Outcome): "good" | "warn" {
  return kind === "said" || kind === "done" ? "good" : "warn";
}

function wordsOf(last: Outcome, t: ReturnType<typeof useWords>["t"]): string {
  switch (last.kind) {
    case "said": {
      const said = t(`board.said.${last.verb}`, { name: last.name });
      return last.verb === "arrive" && last.ticket !== null
        ? `${said} ${t("board.ticketGiven", { ticket: last.ticket })}`
        : said;
    }
    case "done":
      return last.words;
    case "nobody-waits":
      return t("board.nobodyWaits");
    case "refused": {
      const { fault } = last;
      if (fault.kind === "taken" && fault.by !== null) {
        return t("board.takenBy", { desk: fault.desk, by: fault.by });
      }
      const facts = fault.kind === "taken" ? { desk: fault.desk } : {};
      return `${t(`reasons:boardFault.${fault.kind}.what`, facts)} ${t(`reasons:boardFault.${fault.kind}.todo`)}`;
    }
    case "broken-off":
      return t("common.interrupted");
    case "not-allowed":
      return t("door:notAllowed");
  }
}
