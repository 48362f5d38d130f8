import { FileJson2, FileText, UserRoundX } from "lucide-react";
import { useState } from "react";
import type { EraseFault, StudentView } from "../../main/contract/student.ts";
import { nameOnCard } from "../../main/core/student.ts";
import { station } from "../call.ts";
import { fullName, outcome } from "../desk/moves.ts";
import { NameField } from "../door/name-field.tsx";
import { PinField } from "../door/pin-field.tsx";
import { SignInFaultNotice } from "../door/sign-in-fault-notice.tsx";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useMay } from "../parts/session.ts";
import { typedIn } from "../parts/typed-in.ts";
import { CareTrouble } from "./care-asking.tsx";
import { CareForm } from "./care-form.tsx";
import { useDocument } from "./document.ts";
import { Section } from "./section.tsx";
import { useStudentWords } from "./words.ts";

/** What the person may ask for: all that is held about them, and that it go. */
export function Rights({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const mayExport = useMay("student.export");
  const mayErase = useMay("student.erase");
  const { run, busy, brokenOff } = useAsking();
  const documentOf = useDocument();
  const [erasing, setErasing] = useState(false);
  const { id: studentId, number } = view.student;
  if (!mayExport && !mayErase) return null;
  const save = (as: "json" | "html") =>
    void run(async () => {
      const held = await station.student.export({ studentId });
      if (held === null) return;
      const file = as === "json" ? held : documentOf(view.student, await held.text());
      saveFile(`${t("rights.fileName", { number })}.${as}`, file);
      outcome.write({ kind: "done", words: t("rights.saved"), takeBack: null });
    });
  return (
    <Section title={t("rights.title")} wide>
      <p className="quiet">{t("rights.meaning")}</p>
      <div className="person-buttons">
        {mayExport && (
          <>
            <Button icon={FileText} busy={busy} onPress={() => save("html")}>
              {t("rights.document")}
            </Button>
            <Button icon={FileJson2} busy={busy} onPress={() => save("json")}>
              {t("rights.json")}
            </Button>
          </>
        )}
        {mayErase && (
          <Button kind="quiet" icon={UserRoundX} onPress={() => setErasing(true)}>
            {t("rights.erase")}
          </Button>
        )}
      </div>
      {brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      {erasing && <EraseForm view={view} onLeave={() => setErasing(false)} />}
    </Section>
  );
}

/** Says what goes and what stays, and asks for a second operator: there is no way back. */
function EraseForm({ view, onLeave }: { readonly view: StudentView; readonly onLeave: () => void }) {
  const { t } = useStudentWords();
  const { run, busy, brokenOff } = useAsking();
  const [fault, setFault] = useState<EraseFault | null>(null);
  const { hindrances } = view.erasure;
  const name = fullName(nameOnCard(view.student));
  const stays = t("rights.stays", {
    cards: t("rights.cards", { count: view.cards.length }),
    stickers: t("rights.stickers", { count: view.stickers.length }),
  });
  if (hindrances.length > 0) {
    return (
      <Notice
        tone="warn"
        urgent
        what={t("rights.hindered")}
        todo={hindrances.map((each) => t(`rights.hindrances.${each}`)).join(" ")}
      >
        <Button onPress={onLeave}>{t("interface:common.close")}</Button>
      </Notice>
    );
  }
  const send = (typed: FormData, reason: string) =>
    void run(async () => {
      setFault(null);
      const answer = await station.student.erase({
        studentId: view.student.id,
        reason,
        secondName: typedIn(typed, "name"),
        secondPin: typedIn(typed, "pin"),
      });
      if (!answer.ok) return setFault(answer.fault);
      outcome.write({ kind: "done", words: t("rights.done"), takeBack: null });
    });
  return (
    <CareForm
      title={t("rights.eraseTitle", { name })}
      meaning={t("rights.forGood")}
      asking={{ busy, trouble: brokenOff ? "broken-off" : null }}
      reason={t("reason")}
      button={t("rights.sure")}
      danger
      onLeave={onLeave}
      onSend={send}
    >
      <p>{t("rights.goes")}</p>
      <p>{stays}</p>
      {view.enrolled && <Notice tone="warn" what={t("rights.comesBack")} />}
      <NameField label={t("rights.second")} own={false} takesFocus />
      <PinField field="pin" label={t("rights.secondPin")} />
      {fault !== null && <EraseTrouble fault={fault} onOver={() => setFault(null)} />}
    </CareForm>
  );
}

function EraseTrouble({ fault, onOver }: { readonly fault: EraseFault; readonly onOver: () => void }) {
  const { t } = useStudentWords();
  switch (fault.kind) {
    case "not-known":
    case "paused":
      return <SignInFaultNotice fault={fault} onOver={onOver} />;
    case "same-operator":
    case "second-may-not":
      return (
        <Notice
          tone="stop"
          urgent
          what={t(`interface:override.fault.${fault.kind}.what`)}
          todo={t(`interface:override.fault.${fault.kind}.todo`)}
        />
      );
    case "hindered":
      return (
        <Notice tone="warn" urgent what={t("rights.hindered")} todo={t(`rights.hindrances.${fault.by}`)} />
      );
    case "no-such-student":
    case "disk-full":
      return <CareTrouble trouble={fault} />;
  }
}
