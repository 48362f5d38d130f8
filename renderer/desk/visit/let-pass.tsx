import { UserRoundCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { OverrideFault, VisitView } from "../../../main/contract/visit.ts";
import { type OverrideKind, overrideReason } from "../../../main/core/override.ts";
import { station } from "../../call.ts";
import { NameField } from "../../door/name-field.tsx";
import { PinField } from "../../door/pin-field.tsx";
import { SignInFaultNotice } from "../../door/sign-in-fault-notice.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { useKeys } from "../../parts/keyboard.ts";
import { useWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { typedIn } from "../../parts/typed-in.ts";
import { useVisitAsking, VisitTrouble } from "./visit-asking.tsx";
import "./let-pass.css";

/** The field of the form that holds the reason. */
const reasonField = "reason";

interface LetPassProps {
  readonly view: VisitView;
  readonly kind: OverrideKind;
}

/** What stands in the way and two operators may let pass: asked for with a reason and the second one's own PIN. */
export function LetPass({ view, kind }: LetPassProps) {
  const { t } = useWords();
  const may = useMay("visit.override");
  const [open, setOpen] = useState(false);
  useKeys((event) => {
    if (event.key === "Escape") setOpen(false);
  });
  if (view.visit.state === "done") return null;
  if (!may) return <p className="quiet">{t("override.whoMay")}</p>;
  if (open) return <LetPassForm view={view} kind={kind} onLeave={() => setOpen(false)} />;
  return (
    <Button size="small" icon={UserRoundCheck} onPress={() => setOpen(true)}>
      {t(`override.ask.${kind}`)}
    </Button>
  );
}

function LetPassForm({ view, kind, onLeave }: LetPassProps & { readonly onLeave: () => void }) {
  const { t } = useWords();
  const id = useId();
  const asking = useAsking();
  const [fault, setFault] = useState<OverrideFault | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form);
    const reason = overrideReason.safeParse(typedIn(typed, reasonField));
    if (!reason.success) return;
    void asking.run(async () => {
      setFault(null);
      const answer = await station.visit.override({
        visitId: view.visit.id,
        kind,
        reason: reason.data,
        secondName: typedIn(typed, "name"),
        secondPin: typedIn(typed, "pin"),
      });
      if (answer.ok) return onLeave();
      setFault(answer.fault);
      const pin = form.elements.namedItem("pin");
      if (pin instanceof HTMLInputElement) pin.value = "";
    });
  };
  return (
    <form className="let-pass" aria-label={t(`override.ask.${kind}`)} onSubmit={submit}>
      <p className="let-pass-meaning">{t(`override.meaning.${kind}`)}</p>
      <div className="field let-pass-reason">
        <label htmlFor={id}>{t("override.reason")}</label>
        <textarea
          id={id}
          name={reasonField}
          rows={2}
          minLength={8}
          maxLength={300}
          required
          aria-describedby={`${id}-more`}
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
        />
        <p id={`${id}-more`}>{t("override.reasonKept")}</p>
      </div>
      <NameField label={t("override.second")} own={false} />
      <PinField field="pin" label={t("override.secondPin")} />
      {fault !== null && <FaultNotice fault={fault} onOver={() => setFault(null)} />}
      {asking.brokenOff && <Notice tone="warn" urgent what={t("common.interrupted")} />}
      <div className="let-pass-buttons">
        <Button kind="primary" submit busy={asking.busy}>
          {t("override.button")}
        </Button>
        <Button kind="plain" onPress={onLeave}>
          {t("override.leave")}
        </Button>
      </div>
    </form>
  );
}

function FaultNotice({ fault, onOver }: { readonly fault: OverrideFault; readonly onOver: () => void }) {
  const { t } = useWords();
  switch (fault.kind) {
    case "not-known":
    case "paused":
      return <SignInFaultNotice fault={fault} onOver={onOver} />;
    case "same-operator":
    case "second-may-not":
    case "not-needed":
      return (
        <Notice
          tone="stop"
          urgent
          what={t(`override.fault.${fault.kind}.what`)}
          todo={t(`override.fault.${fault.kind}.todo`)}
        />
      );
    case "no-such-visit":
    case "visit-closed":
    case "guardian-authorisation-missing":
    case "issue-under-way":
    case "disk-full":
      return <VisitTrouble trouble={fault.kind} />;
  }
}

/** What was let pass for this visit: by whom, with whom, why; taken back in one click while no card is being made. */
export function LetPassed({ view }: { readonly view: VisitView }) {
  const { t } = useWords();
  const formats = useFormats();
  const may = useMay("visit.withdrawOverride");
  const asking = useVisitAsking();
  const over = view.visit.state === "done";
  const making = view.issue?.state === "running" || view.issue?.state === "waiting";
  return (
    <>
      {view.overrides.map(({ kind, reason, by, second, at }) => (
        <Notice
          key={kind}
          tone="warn"
          what={t(`override.done.${kind}`)}
          means={t("override.who", { by, second, time: formats.time(at) })}
          why={<p>{reason}</p>}
        >
          {may && !over && !making && (
            <Button
              size="small"
              busy={asking.busy}
              onPress={() =>
                asking.ask(() => station.visit.withdrawOverride({ visitId: view.visit.id, kind }))
              }
            >
              {t("override.withdraw")}
            </Button>
          )}
        </Notice>
      ))}
      <VisitTrouble trouble={asking.trouble} />
    </>
  );
}
