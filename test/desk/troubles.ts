import type { Desk } from "../../main/command-line/desk.ts";
import type { IssueNeed } from "../../main/contract/issue.ts";
import type { Act, OperatorWord } from "../../main/core/flows/issue-card-terms.ts";
import { benchOf } from "./desk-in-hand.ts";

/** One line of "What goes wrong": how it comes about, how the operator reads it, and what it leaves behind. */
export interface Trouble {
  readonly name: string;
  /** Time a face takes, where that matters. */
  readonly printMs?: number;
  /** Made before the issue begins. */
  arrange?(desk: Desk): void;
  /** Made at the moment an act is announced, before it is performed. */
  readonly at?: { readonly act: Act["do"]; happen(desk: Desk): void };
  /** What the operator says once asked to verify, if that is the trouble. */
  readonly says?: OperatorWord;
  /** Puts it right. */
  mend?(desk: Desk): void;
  readonly need: Partial<IssueNeed>;
  /** Acts that failed, with their faults, in order. */
  readonly journal: readonly string[];
  /** Plastic that left the feeder: where it is, times encoded, times printed. */
  readonly plastic: readonly string[];
  /** The cards of the visit, oldest first, and why one ended. */
  readonly cards: readonly string[];
}

const fault = (name: Parameters<ReturnType<typeof benchOf>["setFault"]>[0]) => ({
  set: (desk: Desk) => benchOf(desk).setFault(name, true),
  mend: (desk: Desk) => benchOf(desk).setFault(name, false),
});
const newRibbon = (desk: Desk) => benchOf(desk).changeRibbon();
const [pulled, empty, noRibbon, halfRibbon, cover, jam, offline, nothing] = [
  fault("card-pulled-while-encoding"),
  fault("feeder-empty"),
  fault("no-ribbon"),
  fault("ribbon-ends-while-printing"),
  fault("cover-open"),
  fault("card-jam"),
  fault("offline"),
  fault("prints-nothing"),
];
const untouched = { plastic: [], cards: ["REQUEST_CHECKED"] };

/** Everything that can be made to go wrong with the plastic and the printer, each with its stated end. */
export const troubles: readonly Trouble[] = [
  {
    name: "card pulled away while written",
    arrange: pulled.set,
    need: { kind: "card-rejected", reason: "card-removed" },
    journal: ["encode card-removed", "look-at-chip no-card"],
    plastic: ["taken, encoded 1, printed 0"],
    cards: ["DESTROYED card-removed", "REQUEST_CHECKED"],
  },
  {
    name: "chip with another service's application",
    arrange: (desk) => benchOf(desk).fill("foreign", 1),
    need: { kind: "card-rejected", reason: "chip-of-another-card" },
    journal: ["look-at-chip foreign"],
    plastic: ["reject-box, encoded 0, printed 0"],
    cards: ["REQUEST_CHECKED"],
  },
  {
    name: "wrong card type",
    arrange: (desk) => benchOf(desk).fill("other", 1),
    need: { kind: "card-rejected", reason: "wrong-card-type" },
    journal: ["look-at-chip wrong-type"],
    plastic: ["reject-box, encoded 0, printed 0"],
    cards: ["REQUEST_CHECKED"],
  },
  {
    name: "mute chip",
    arrange: (desk) => benchOf(desk).fill("mute", 1),
    need: { kind: "card-rejected", reason: "chip-mute" },
    journal: ["look-at-chip card-mute"],
    plastic: ["reject-box, encoded 0, printed 0"],
    cards: ["REQUEST_CHECKED"],
  },
  {
    name: "feeder empty",
    arrange: empty.set,
    mend: empty.mend,
    need: { kind: "printer", condition: "feeder-empty" },
    journal: ["look-at-printer feeder-empty"],
    ...untouched,
  },
  {
    name: "no ribbon before the print",
    arrange: noRibbon.set,
    mend: newRibbon,
    need: { kind: "printer", condition: "ribbon-ended" },
    journal: ["look-at-printer ribbon-ended"],
    ...untouched,
  },
  {
    name: "ribbon ends while printing",
    arrange: halfRibbon.set,
    mend: newRibbon,
    need: { kind: "card-rejected", reason: "print-failed" },
    journal: ["print ribbon-ended"],
    plastic: ["reject-box, encoded 1, printed 1"],
    cards: ["DESTROYED print-failed", "REQUEST_CHECKED"],
  },
  {
    name: "cover open before a card is fed",
    arrange: cover.set,
    mend: cover.mend,
    need: { kind: "printer", condition: "cover-open" },
    journal: ["look-at-printer cover-open"],
    ...untouched,
  },
  {
    name: "cover opened on a written card",
    at: { act: "print", happen: cover.set },
    mend: cover.mend,
    need: { kind: "printer", condition: "cover-open" },
    journal: ["print cover-open"],
    plastic: ["printer, encoded 1, printed 0"],
    cards: ["IN_PRINT"],
  },
  {
    name: "jam while feeding",
    at: { act: "feed", happen: jam.set },
    mend: jam.mend,
    need: { kind: "printer", condition: "card-jam" },
    journal: ["feed card-jam"],
    ...untouched,
  },
  {
    name: "jam while giving out",
    at: { act: "eject", happen: jam.set },
    mend: jam.mend,
    need: { kind: "printer", condition: "card-jam" },
    journal: ["eject card-jam"],
    plastic: ["printer, encoded 1, printed 1"],
    cards: ["ENCODED"],
  },
  {
    name: "jam while rejecting",
    arrange: (desk) => benchOf(desk).fill("foreign", 1),
    at: { act: "reject", happen: jam.set },
    mend: jam.mend,
    need: { kind: "printer", condition: "card-jam" },
    journal: ["look-at-chip foreign", "reject card-jam"],
    plastic: ["printer, encoded 0, printed 0"],
    cards: ["REQUEST_CHECKED"],
  },
  {
    name: "printer offline from the start",
    arrange: offline.set,
    mend: offline.mend,
    need: { kind: "printer", condition: "offline" },
    journal: ["look-at-printer offline"],
    ...untouched,
  },
  {
    name: "printer goes offline on a written card",
    at: { act: "print", happen: offline.set },
    mend: offline.mend,
    need: { kind: "printer", condition: "offline" },
    journal: ["print offline"],
    plastic: ["printer, encoded 1, printed 0"],
    cards: ["IN_PRINT"],
  },
  {
    name: "printer says it printed and did not",
    printMs: 200,
    arrange: nothing.set,
    mend: nothing.mend,
    need: { kind: "card-rejected", reason: "print-uncertain" },
    journal: ["print misunderstood"],
    plastic: ["reject-box, encoded 1, printed 0"],
    cards: ["DESTROYED print-uncertain", "REQUEST_CHECKED"],
  },
  {
    name: "print looks bad",
    says: "looks-bad",
    need: { kind: "card-rejected", reason: "print-bad" },
    journal: [],
    plastic: ["hopper, encoded 1, printed 1"],
    cards: ["DESTROYED print-bad", "REQUEST_CHECKED"],
  },
  {
    name: "card will not verify",
    says: "will-not-verify",
    need: { kind: "card-rejected", reason: "verification-failed" },
    journal: [],
    plastic: ["hopper, encoded 1, printed 1"],
    cards: ["DESTROYED verification-failed", "REQUEST_CHECKED"],
  },
];
