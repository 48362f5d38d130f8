import { LockOpen, Users } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { SessionView, SignInFault } from "../../main/contract/operators.ts";
import { station } from "../call.ts";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { useDoorWords, useWords } from "../parts/language.ts";
import { Notice } from "../parts/notice.tsx";
import { signOut } from "../parts/session.ts";
import { typedIn } from "../parts/typed-in.ts";
import { Doorway } from "./doorway.tsx";
import { ExamplePins } from "./example-pins.tsx";
import { PinField } from "./pin-field.tsx";
import { SignInFaultNotice } from "./sign-in-fault-notice.tsx";

/** A locked desk: its operator goes on where they were, or somebody else signs in. */
export function LockScreen({ session }: { readonly session: Extract<SessionView, { state: "locked" }> }) {
  const { t } = useDoorWords();
  const common = useWords().t;
  const asking = useAsking();
  const [fault, setFault] = useState<SignInFault | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    const field = form.current?.elements.namedItem("pin");
    if (field instanceof HTMLInputElement) field.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const unlock = (pin: string) =>
    asking.run(async () => {
      setFault(null);
      const answer = await station.operators.unlock({ pin });
      if (answer.ok) return;
      setFault(answer.fault);
      form.current?.reset();
    });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void unlock(typedIn(new FormData(event.currentTarget), "pin"));
  };
  return (
    <dialog
      ref={dialog}
      className="lock-screen"
      aria-label={t("lock.title")}
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.showModal()}
    >
      <Doorway title={t("lock.title")} intro={t("lock.intro", { name: session.operator.name })}>
        <form ref={form} onSubmit={onSubmit}>
          <PinField field="pin" label={t("lock.pin", { name: session.operator.name })} />
          {fault !== null && <SignInFaultNotice fault={fault} onOver={() => setFault(null)} />}
          {asking.brokenOff && <Notice tone="warn" urgent what={common("common.interrupted")} />}
          <Button kind="primary" size="large" icon={LockOpen} submit busy={asking.busy}>
            {t("lock.button")}
          </Button>
        </form>
        <ExamplePins examples={session.examples} onChoose={(_name, pin) => void unlock(pin)} />
        <Button kind="quiet" icon={Users} onPress={() => void signOut()}>
          {t("lock.other")}
        </Button>
      </Doorway>
    </dialog>
  );
}
