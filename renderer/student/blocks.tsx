import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import type { Block } from "../../main/core/student.ts";
import { station } from "../call.ts";
import { Button } from "../parts/button.tsx";
import { useMay } from "../parts/session.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { CareTrouble, useCareAsking } from "./care-asking.tsx";
import { CareForm } from "./care-form.tsx";
import { Section } from "./section.tsx";
import { useMoment, useStudentWords } from "./words.ts";

/** What holds the person back, and what was lifted: each with who said so, and why. */
export function Blocks({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const may = useMay("student.block");
  const moment = useMoment();
  const [open, setOpen] = useState<Block | null>(null);
  const { held, lifted } = view.care;
  const { blocks } = view.student;
  return (
    <Section
      title={t("blocks.title")}
      acts={
        may &&
        held === null && (
          <Button size="small" icon={LockKeyhole} onPress={() => setOpen("desk")}>
            {t("blocks.add")}
          </Button>
        )
      }
    >
      {blocks.length === 0 && lifted.length === 0 && <p className="quiet">{t("blocks.none")}</p>}
      <ul className="person-list">
        {blocks.map((block) => (
          <li key={block}>
            <StateMark tone="stop" />
            <span className="person-what">
              <strong>{t(`blocks.names.${block}`)}</strong>
              {block === "desk" && held !== null && (
                <span>
                  {held.reason} · {t("by", { name: held.by, when: moment(held.at) })}
                </span>
              )}
            </span>
            {may && (
              <Button
                size="small"
                label={t("blocks.liftOf", { block: t(`blocks.names.${block}`) })}
                onPress={() => setOpen(block)}
              >
                {t("blocks.lift")}
              </Button>
            )}
          </li>
        ))}
        {lifted.map(({ block, reason, by, at }) => (
          <li key={block}>
            <StateMark tone="quiet" />
            <span className="person-what">
              <strong>{t(`blocks.names.${block}`)}</strong>
              <span>
                {t("blocks.lifted")} · {reason} · {t("by", { name: by, when: moment(at) })}
              </span>
            </span>
            {may && <PutBack view={view} block={block} />}
          </li>
        ))}
      </ul>
      {open !== null && <BlockForm key={open} view={view} block={open} onLeave={() => setOpen(null)} />}
    </Section>
  );
}

interface BlockProps {
  readonly view: StudentView;
  readonly block: Block;
}

function PutBack({ view, block }: BlockProps) {
  const { t } = useStudentWords();
  const asking = useCareAsking();
  const about = { studentId: view.student.id, block };
  const putBack = () =>
    void asking.ask(
      () => station.student.block({ ...about, reason: t("blocks.putBackReason") }),
      t("blocks.restored"),
      () => station.student.unblock({ ...about, reason: t("identity.undoReason") }),
    );
  return (
    <>
      <Button
        size="small"
        busy={asking.busy}
        label={t("blocks.putBackOf", { block: t(`blocks.names.${block}`) })}
        onPress={putBack}
      >
        {t("blocks.putBack")}
      </Button>
      <CareTrouble trouble={asking.trouble} />
    </>
  );
}

/** Blocks a person, or lifts a block: whichever is not so yet. */
function BlockForm({ view, block, onLeave }: BlockProps & { readonly onLeave: () => void }) {
  const { t } = useStudentWords();
  const asking = useCareAsking();
  const [lifts] = useState(() => view.student.blocks.includes(block));
  const about = { studentId: view.student.id, block };
  const back = { ...about, reason: t("identity.undoReason") };
  const send = async (reason: string) => {
    const done = lifts
      ? await asking.ask(
          () => station.student.unblock({ ...about, reason }),
          t("blocks.released"),
          () => station.student.block(back),
        )
      : await asking.ask(
          () => station.student.block({ ...about, reason }),
          t("blocks.held"),
          () => station.student.unblock(back),
        );
    if (done) onLeave();
  };
  const meaning = block === "desk" ? "blocks.addMeaning" : "blocks.liftMeaning";
  return (
    <CareForm
      title={lifts ? t("blocks.liftOf", { block: t(`blocks.names.${block}`) }) : t("blocks.add")}
      meaning={t(meaning)}
      asking={asking}
      reason={t("reason")}
      onLeave={onLeave}
      onSend={(_typed, reason) => void send(reason)}
    />
  );
}
