import { type FormEvent, useId, useState } from "react";
import type { RenewalId } from "../../../main/core/ids.ts";
import { station } from "../../call.ts";
import { Button } from "../../parts/button.tsx";
import { typedIn } from "../../parts/typed-in.ts";
import type { RenewalAsking } from "./renewal-asking.tsx";
import { useRenewalWords } from "./words.ts";

/** The field of the form that holds the reason. */
const becauseField = "because";

interface ForceFreeProps {
  readonly renewalId: RenewalId;
  readonly asking: RenewalAsking;
}

/** Makes a renewal free in spite of the table, with a reason that is kept. */
export function ForceFree({ renewalId, asking }: ForceFreeProps) {
  const { t } = useRenewalWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <Button size="small" onPress={() => setOpen(true)}>
        {t("force.ask")}
      </Button>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const because = typedIn(new FormData(event.currentTarget), becauseField).trim();
    if (because.length >= 3) asking.ask(() => station.renewals.forceFree({ renewalId, because }));
  };
  return (
    <form className="renewal-form" aria-label={t("force.ask")} onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{t("force.because")}</label>
        <input
          id={id}
          name={becauseField}
          minLength={3}
          maxLength={300}
          required
          autoComplete="off"
          aria-describedby={`${id}-more`}
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
        />
        <p id={`${id}-more`}>{t("force.kept")}</p>
      </div>
      <Button kind="primary" submit busy={asking.busy}>
        {t("force.button")}
      </Button>
      <Button kind="plain" onPress={() => setOpen(false)}>
        {t("force.leave")}
      </Button>
    </form>
  );
}
