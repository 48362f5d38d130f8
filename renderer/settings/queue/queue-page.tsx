import { useEffect, useState } from "react";
import type { PlanFault } from "../../../main/contract/queue.ts";
import type { PlanProblem, QueuePlan } from "../../../main/core/queue-plan.ts";
import { station } from "../../call.ts";
import { useQueueWords } from "../../desk/queue/words.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../parts/session.ts";
import { Tick } from "../../parts/tick.tsx";
import { type Draft, draftOf, planOf, problemOfDraft } from "./draft.ts";
import { PlanDesks } from "./plan-desks.tsx";
import { PlanHours } from "./plan-hours.tsx";
import { PlanServices } from "./plan-services.tsx";
import "./queue-page.css";

interface InForce {
  readonly version: number;
  readonly plan: QueuePlan;
}

/** What people come for, where they are served and when: changed as a whole, over the version it was read at. */
export function QueuePage() {
  const { t } = useQueueWords();
  const [inForce, setInForce] = useState<InForce | null>(null);
  useEffect(() => {
    let left = false;
    void station.queue.plan().then((plan) => !left && setInForce(plan), nothing);
    return () => {
      left = true;
    };
  }, []);
  const again = async () => setInForce(await station.queue.plan());
  return (
    <>
      <h3>{t("settings.heading")}</h3>
      <p className="quiet">{t("settings.intro")}</p>
      {inForce !== null && <PlanForm key={inForce.version} inForce={inForce} onAgain={again} />}
    </>
  );
}

interface PlanFormProps {
  readonly inForce: InForce;
  readonly onAgain: () => Promise<void>;
}

function PlanForm({ inForce: { version, plan }, onAgain }: PlanFormProps) {
  const { t } = useQueueWords();
  const mayChoose = useMay("queue.choosePlan");
  const asking = useAsking();
  const [draft, setDraft] = useState<Draft>(() => draftOf(plan));
  const [refused, setRefused] = useState<PlanFault | null>(null);
  const problem = problemOfDraft(draft);
  const chosen = planOf(draft);
  const same = JSON.stringify(chosen) === JSON.stringify(plan);
  const change = (next: Partial<Draft>) => {
    setRefused(null);
    setDraft({ ...draft, ...next });
  };
  const keep = () =>
    asking.run(async () => {
      if (chosen === null) return;
      const kept = await station.queue.choosePlan({ plan: chosen, over: version });
      if (!kept.ok) return setRefused(kept.fault);
      announce(t("settings.kept"));
      await onAgain();
    });
  const undo = () =>
    asking.run(async () => {
      setDraft(draftOf(plan));
      setRefused(null);
      await onAgain();
    });
  return (
    <>
      <p className="quiet">
        {t("settings.version", { version })}
        {!mayChoose && ` · ${t("settings.readOnly")}`}
      </p>
      <fieldset className="plan" disabled={!mayChoose}>
        <legend className="only-heard">{t("settings.heading")}</legend>
        <PlanServices draft={draft} onChange={setChanged} />
        <PlanDesks draft={draft} onChange={setChanged} />
        <PlanHours draft={draft} onChange={setChanged} />
        <Tick
          ticked={draft.chime}
          disabled={!mayChoose}
          more={t("settings.chimeMore")}
          onTick={(chime) => change({ chime })}
        >
          {t("settings.chime")}
        </Tick>
      </fieldset>
      {problem !== null && <Notice tone="warn" what={t(`settings.fault.${problem}`)} />}
      {refused !== null && (
        <Notice urgent tone="warn" what={t(`settings.fault.${keyOf(refused)}`, factsOf(refused))} />
      )}
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      {mayChoose && (
        <div className="plan-buttons">
          <Button
            kind="primary"
            busy={asking.busy}
            disabled={problem !== null || same}
            onPress={() => void keep()}
          >
            {t("settings.keep")}
          </Button>
          <Button kind="quiet" disabled={same && refused === null} onPress={() => void undo()}>
            {t("settings.undo")}
          </Button>
        </div>
      )}
    </>
  );

  function setChanged(next: Draft): void {
    change(next);
  }
}

function keyOf(fault: PlanFault): PlanProblem | Exclude<PlanFault["kind"], "problem"> {
  return fault.kind === "problem" ? fault.problem : fault.kind;
}

function factsOf(fault: PlanFault): { readonly name?: string } {
  return fault.kind === "in-use" ? { name: fault.name } : {};
}

function nothing(): void {
  // A lost connection is said elsewhere; the page is asked for again with it.
}
