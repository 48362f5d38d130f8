import { LogIn } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import type { SessionView, SignInFault } from "../../main/contract/operators.ts";
import { station } from "../call.ts";
import { useAsking } from "../parts/asking.ts";
import { Button } from "../parts/button.tsx";
import { useFormats } from "../parts/formats.ts";
import { useDoorWords, useWords } from "../parts/language.ts";
import { Notice } from "../parts/notice.tsx";
import { remember, remembered } from "../parts/remembered.ts";
import { keepSession } from "../parts/session.ts";
import { typedIn } from "../parts/typed-in.ts";
import { Doorway } from "./doorway.tsx";
import { ExamplePins } from "./example-pins.tsx";
import { NameField } from "./name-field.tsx";
import { PinField } from "./pin-field.tsx";
import { SignInFaultNotice } from "./sign-in-fault-notice.tsx";

const place = "guichet.operator";

/** Signing in by name and PIN. The name typed last on this computer is there already. */
export function SignIn({ session }: { readonly session: Extract<SessionView, { state: "signed-out" }> }) {
  const { t } = useDoorWords();
  const common = useWords().t;
  const formats = useFormats();
  const asking = useAsking();
  const [fault, setFault] = useState<SignInFault | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const known = remembered(place) ?? "";

  const signIn = (name: string, pin: string) =>
    asking.run(async () => {
      setFault(null);
      const answer = await station.operators.signIn({ name, pin });
      if (answer.ok) {
        keepSession(answer.value.secret);
        remember(place, name);
        return;
      }
      setFault(answer.fault);
      const field = form.current?.elements.namedItem("pin");
      if (field instanceof HTMLInputElement) {
        field.value = "";
        field.focus();
      }
    });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    void signIn(typedIn(typed, "name"), typedIn(typed, "pin"));
  };

  return (
    <Doorway title={t("signIn.title")} intro={t("signIn.intro")}>
      {session.clockBehind !== null && (
        <Notice
          tone="warn"
          what={t("clock.what")}
          means={t("clock.means", {
            at: `${formats.shortDay(formats.dayOf(session.clockBehind))} ${formats.time(session.clockBehind)}`,
          })}
          todo={t("clock.todo")}
        />
      )}
      <form ref={form} data-sign-in onSubmit={onSubmit}>
        <NameField label={t("name")} known={known} takesFocus={known === ""} />
        <PinField field="pin" label={t("pin")} takesFocus={known !== ""} />
        {fault !== null && <SignInFaultNotice fault={fault} onOver={() => setFault(null)} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={common("common.interrupted")} />}
        <Button kind="primary" size="large" icon={LogIn} submit busy={asking.busy}>
          {t("signIn.button")}
        </Button>
      </form>
      <ExamplePins examples={session.examples} onChoose={(name, pin) => void signIn(name, pin)} />
    </Doorway>
  );
}
