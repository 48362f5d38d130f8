import type { CardState, ChipUid } from "../../main/core/card.ts";
import type { Escn } from "../../main/core/escn.ts";
import { newIssue, step } from "../../main/core/flows/issue-card.ts";
import type { Act, Effect, IssueEvent, OperatorWord } from "../../main/core/flows/issue-card-terms.ts";
import type { CardId, JobId } from "../../main/core/ids.ts";
import type { ChipRecord, ChipSight } from "../../main/core/ports/card-encoder.ts";
import type { CardPrinter } from "../../main/core/ports/card-printer.ts";
import { faultIn } from "../../main/station/acts.ts";
import { needOf } from "../../main/station/issue-need.ts";
import { performOnPrinter } from "../../main/station/printer-acts.ts";
import type { CardMachineHands } from "../../printers/simulated/card-machine.ts";
import { hashOf, layersOf } from "./card-layers.ts";

/** Announced to whoever pulls a fault, before the act is performed. */
export type ActWatcher = (act: Act["do"]) => void;

/** An issue from the flow's first step to its last on a real driver, its chips and records as plain as can be. */
export interface IssueInHand {
  /** Goes on until a person is needed for something other than what every card needs, or the card is handed over. */
  untilTrouble(): Promise<Trouble | null>;
  say(word: OperatorWord): void;
  /** Takes every card that was begun and given up out of the printer, wherever it lies in it. */
  throwAway(): Promise<void>;
  /** The end of every act so far: the name of what went wrong, or null. */
  acts(): readonly { readonly fault: string | null }[];
  /** Where each piece of plastic is that left the feeder, what was done to it, and the cards of the visit. */
  left(): { readonly plastic: readonly string[]; readonly cards: readonly string[] };
}

type Trouble = Exclude<ReturnType<typeof needOf>, null>;

const student = "22000001";
const front = layersOf(1);
const sha256 = hashOf(front);
const plain = { front: null, back: null };
const picture = { template: "student-front@1", sha256, layers: front, back: null, plastic: plain, fits: [] };
const generation = "EV2";

const untold = () => undefined;

/** Begins an issue; `printer` is asked for anew at each act, so that a patient driver may follow a hasty one. */
export function beginIssue(
  machine: CardMachineHands,
  printer: () => CardPrinter,
  watch: ActWatcher,
): IssueInHand {
  const chips = new Map<string, { record: ChipRecord | null; encoded: number }>();
  const cards = new Map<string, string>();
  const [firstCard, number] = ["card-1" as CardId, (n: number) => `escn-${n}` as Escn];
  let inHand: string | null = null;
  let blanks = 0;
  let replaced = 1;
  let state = newIssue({
    jobId: "job" as JobId,
    cardId: firstCard,
    escn: number(1),
    studentNumber: student,
    layersSha256: sha256,
  });
  const acts: { readonly fault: string | null }[] = [];
  const pending: IssueEvent[] = [{ kind: "started" }];

  const chipOf = (plastic: string) => {
    const chip = chips.get(plastic) ?? { record: null, encoded: 0 };
    chips.set(plastic, chip);
    return chip;
  };
  const sightOf = (plastic: string): ChipSight => {
    const { record } = chipOf(plastic);
    const uid = plastic as ChipUid;
    return record === null
      ? { kind: "blank", uid, generation }
      : { kind: "personalised", uid, generation, record };
  };
  /** What lies on the reader an act speaks to: the station's only when a card is held there. */
  const onReader = (on: "printer" | "desk"): string | null => {
    if (on === "desk") return inHand;
    const { held } = machine.state();
    return held?.place === "contactless" ? held.cardId : null;
  };
  const record = (effect: Exclude<Effect, { readonly number: number }>) => {
    if (effect.do === "move-card") cards.set(effect.card, effect.to);
    if (effect.do === "add-card") cards.set(effect.card, "REQUEST_CHECKED" satisfies CardState);
    if (effect.do === "end-card") cards.set(effect.card, `${effect.to} ${effect.reason}`);
  };

  async function perform(act: Act & { readonly number: number }): Promise<IssueEvent | null> {
    const answers = act.number;
    watch(act.do);
    switch (act.do) {
      case "look-at-chip": {
        const plastic = onReader(act.on);
        return plastic === null
          ? { kind: "chip-seen", answers, fault: { kind: "no-card" } }
          : { kind: "chip-seen", answers, seen: sightOf(plastic) };
      }
      case "encode": {
        const plastic = onReader(act.on);
        if (plastic !== act.uid) return { kind: "encoded", answers, fault: { kind: "card-removed" } };
        chips.set(plastic, { record: act.record, encoded: chipOf(plastic).encoded + 1 });
        const profile = { name: "annual", version: 1 };
        const report = { uid: act.uid, exchanges: 1, profile, masters: [], changed: true, moved: false };
        return { kind: "encoded", answers, fault: null, report };
      }
      case "prepare-replacement": {
        replaced += 1;
        const cardId = `card-${replaced}` as CardId;
        const { template } = picture;
        const event = { cardId, escn: number(replaced), template, layersSha256: sha256 };
        return { kind: "replacement-ready", answers, ...event };
      }
      case "await-blank":
        blanks += 1;
        inHand = `blank-${blanks}`;
        return { kind: "tapped", answers, seen: sightOf(inHand) };
      case "await-own-card":
        throw new Error("nobody lifts a card here");
      case "await-tap":
        return null;
      case "look-at-printer":
      case "feed":
      case "print":
      case "move-to-chip":
      case "eject":
      case "reject": {
        const pictures = { ofCard: () => Promise.resolve(picture) };
        return performOnPrinter(act, answers, state, { printer: printer(), log: untold }, pictures);
      }
    }
  }
  const take = async (event: IssueEvent): Promise<void> => {
    const next = step(state, event);
    state = next.state;
    if ("answers" in event) acts.push({ fault: faultIn(event, state) });
    for (const effect of next.effects) {
      if (!("number" in effect)) record(effect);
      else {
        const end = await perform(effect);
        if (end !== null) pending.push(end);
      }
    }
  };
  /** What every card needs of a person: put into the printer by hand, looked at and laid on the desk reader. */
  const usualHands = (need: Trouble): boolean => {
    if (need.kind === "load-printer" && inHand !== null) {
      machine.loadFeeder([inHand]);
      inHand = null;
      pending.push({ kind: "operator", says: "go-on" });
      return true;
    }
    const given = machine.state().hopper.find((plastic) => plastic === state.uid);
    if (need.kind !== "verify" || given === undefined) return false;
    pending.push({ kind: "operator", says: "looks-good" });
    pending.push({ kind: "tapped", answers: state.act, seen: sightOf(given) });
    return true;
  };

  return {
    async untilTrouble() {
      while (true) {
        for (let event = pending.shift(); event !== undefined; event = pending.shift()) await take(event);
        const need = needOf(state);
        if (need === null) return null;
        if (!usualHands(need)) return need;
      }
    },
    acts: () => acts,
    say: (says) => void pending.push({ kind: "operator", says }),
    async throwAway() {
      const { held } = machine.state();
      if (held !== null && held.cardId !== state.uid) await machine.pullOut();
      const begun = [...chips].filter(([plastic, { encoded }]) => encoded > 0 && plastic !== state.uid);
      for (const [plastic] of begun) await machine.takeOut(plastic);
    },
    left() {
      const all = new Set([...placed(machine).keys(), ...chips.keys()]);
      const seen = [...all].flatMap((plastic) => {
        const at = placed(machine).get(plastic) ?? "by hand";
        const encoded = chips.get(plastic)?.encoded ?? 0;
        const prints = machine.state().printings[plastic] ?? [];
        if (at === "in the feeder" && encoded === 0 && prints.length === 0) return [];
        return [[at, written(encoded), printed(prints)].join(", ")];
      });
      return { plastic: seen.toSorted(), cards: [...cards.values()] };
    },
  };
}

function written(times: number): string {
  return times === 0 ? "blank chip" : times === 1 ? "written" : `written ${times} times`;
}

function printed(prints: readonly { readonly whole: boolean }[]): string {
  if (prints.length === 0) return "no ink";
  if (prints.length > 1) return `printed ${prints.length} times`;
  return prints[0]?.whole === true ? "printed" : "half printed";
}

function placed(machine: CardMachineHands): ReadonlyMap<string, string> {
  const { feeder, held, hopper, rejectBox } = machine.state();
  return new Map([
    ...feeder.map((id) => [id, "in the feeder"] as const),
    ...(held === null ? [] : [[held.cardId, "kept inside"] as const]),
    ...hopper.map((id) => [id, "given out"] as const),
    ...rejectBox.map((id) => [id, "in the reject box"] as const),
  ]);
}
