import { useState } from "react";
import type { BackupFault, BackupPlan } from "../../../main/core/ports/backup-room.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tick } from "../../parts/tick.tsx";
import { FormField } from "../form-field.tsx";
import { BackupFaultNotice } from "./backup-fault-notice.tsx";
import { useBackupWords } from "./words.ts";

const mostKept = 365;

/** Where copies lie, whether one is made each night, and how many stay. */
export function BackupPlanForm({ plan: { folder, nightly, keep } }: { readonly plan: BackupPlan }) {
  const { t } = useBackupWords();
  const asking = useAsking();
  const [wish, setWish] = useState<Partial<BackupPlan>>({});
  const [fault, setFault] = useState<BackupFault | null>(null);
  const wished: BackupPlan = { folder, nightly, keep, ...wish };
  const isValid = Number.isInteger(wished.keep) && wished.keep >= 1 && wished.keep <= mostKept;
  const isSame = wished.folder === folder && wished.nightly === nightly && wished.keep === keep;
  const change = (part: Partial<BackupPlan>) => {
    setFault(null);
    setWish({ ...wish, ...part });
  };
  const save = () =>
    asking.run(async () => {
      const chosen = await station.backups.choose(wished);
      setFault(chosen.ok ? null : chosen.fault);
      if (!chosen.ok) return;
      setWish({});
      announce(t("plan.saved"));
    });
  return (
    <section className="settings-section" aria-labelledby="backup-plan">
      <h4 id="backup-plan">{t("plan.heading")}</h4>
      <form
        className="keys-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid && !isSame) void save();
        }}
      >
        <FormField
          label={t("plan.folder")}
          hint={t("plan.folderHint")}
          value={wished.folder}
          wrong={fault !== null && "folder" in fault}
          onChange={(typed) => change({ folder: typed })}
        />
        <Tick ticked={wished.nightly} onTick={(ticked) => change({ nightly: ticked })}>
          {t("plan.nightly")}
        </Tick>
        <label className="form-field backup-keep">
          <span>{t("plan.keep")}</span>
          <input
            type="number"
            min={1}
            max={mostKept}
            value={Number.isNaN(wished.keep) ? "" : wished.keep}
            aria-invalid={!isValid || undefined}
            onChange={(event) => change({ keep: event.target.valueAsNumber })}
          />
          <small className="quiet">{t("plan.keepHint")}</small>
        </label>
        {fault !== null && <BackupFaultNotice fault={fault} />}
        {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
        <div className="keys-buttons">
          <Button kind="primary" submit busy={asking.busy} disabled={isSame || !isValid}>
            {t("plan.save")}
          </Button>
          {!isSame && <Button onPress={() => setWish({})}>{t("plan.undo")}</Button>}
        </div>
      </form>
    </section>
  );
}
