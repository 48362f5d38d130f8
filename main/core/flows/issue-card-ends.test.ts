import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ChipUid } from "../card.ts";
import type { Escn } from "../escn.ts";
import type { CardId, JobId } from "../ids.ts";
import type { ChipSight } from "../ports/card-encoder.ts";
import { newIssue, step } from "./issue-card.ts";
import type { IssueState } from "./issue-card-moves.ts";
import type { Act, CardWay, IssueEvent, OperatorWord } from "./issue-card-terms.ts";

/** How an act goes: as it should; not at all; done, but told as failed; a hand takes the card; the station dies, before or after it. */
const lucks = ["well", "not-done", "done-but-failed", "card-taken", "dies-before", "dies-after"] as const;
type Luck = (typeof lucks)[number];

interface Body {
  readonly uid: ChipUid;
  readonly record: { readonly escn: Escn; readonly studentNumber: string } | null;
  readonly printed: number;
  /** For how many cards it was begun. */
  readonly encoded: number;
  readonly begunFor: Escn | null;
}

const escnOf = (n: number) => `e6480dc0-9fba-1035-a6bd-${String(n).padStart(12, "0")}` as Escn;
const jam = { kind: "condition", condition: "card-jam", code: "ERR" } as const;

/** A printer, its plastic and its operator, as simple as they can be. */
function rehearse(
  way: CardWay,
  luckOf: readonly Luck[],
  words: readonly OperatorWord[],
  afterwards: OperatorWord,
) {
  const facts = { jobId: "job" as JobId, cardId: "card" as CardId, escn: escnOf(0), layersSha256: "a" };
  let state: IssueState = newIssue({ ...facts, studentNumber: "22" });
  const bodies: Body[] = [];
  const newBody = () => {
    const uid = `04${String(bodies.length).padStart(12, "0")}` as ChipUid;
    return bodies.push({ uid, record: null, printed: 0, encoded: 0, begunFor: null }) - 1;
  };
  /** In the printer; in two steps, in the operator's hands. */
  let inside: number | null = null;
  let out: number | null = null;
  let [lucksUsed, wordsUsed, cards] = [0, 0, 0];

  const held = () => (inside === null ? null : (bodies[inside] ?? null));
  const change = (more: (body: Body) => Partial<Body>) => {
    const body = held();
    if (inside !== null && body !== null) bodies[inside] = { ...body, ...more(body) };
  };
  const sightOf = ({ uid, record, encoded }: Body): ChipSight =>
    record !== null
      ? { kind: "personalised", uid, generation: "EV2", record }
      : { kind: encoded > 0 ? "half-written" : "blank", uid, generation: "EV2" };

  const sightInHand = (unreadable: boolean) => {
    const body = held();
    return body === null || unreadable ? null : sightOf(body);
  };

  /** Does one act, or does it not; gives the event, or null when the station died. */
  function perform(act: Act, answers: number, luck: Luck): IssueEvent | null {
    if (luck === "dies-before") return null;
    if (luck === "card-taken") inside = null;
    const done = luck !== "not-done" && luck !== "card-taken";
    const failed = luck === "not-done" || luck === "done-but-failed" || luck === "card-taken";
    const event = ((): IssueEvent => {
      switch (act.do) {
        case "look-at-printer": {
          const seen = {
            held: inside === null || way === "two-steps" ? "none" : "contactless",
            ribbonLeft: 9,
            notices: [],
            code: "",
          } as const;
          return { kind: "printer-seen", answers, seen: { ...seen, condition: null }, way };
        }
        case "feed":
          if (done && inside === null) inside = newBody();
          return { kind: "fed", answers, fault: failed ? jam : null };
        case "look-at-chip": {
          const body = held();
          return body === null || failed
            ? { kind: "chip-seen", answers, fault: { kind: body === null ? "no-card" : "card-mute" } }
            : { kind: "chip-seen", answers, seen: sightOf(body) };
        }
        case "encode": {
          const body = held();
          if (body === null) return { kind: "encoded", answers, fault: { kind: "no-card" } };
          if (done) {
            const begunFor = act.record.escn;
            change((before) => ({
              begunFor,
              encoded: before.begunFor === begunFor ? before.encoded : before.encoded + 1,
              record: failed ? before.record : act.record,
            }));
          }
          return failed
            ? { kind: "encoded", answers, fault: { kind: "card-mute" } }
            : {
                kind: "encoded",
                answers,
                fault: null,
                report: {
                  uid: body.uid,
                  exchanges: 18,
                  changed: true,
                  moved: false,
                  profile: { name: "annual", version: 1 },
                  masters: [],
                },
              };
        }
        case "move-to-chip":
          return { kind: "moved-to-chip", answers, fault: failed || held() === null ? jam : null };
        case "print":
          if (held() === null) return { kind: "printed", answers, fault: { fault: jam, cardTouched: false } };
          if (done) change(({ printed }) => ({ printed: printed + 1 }));
          if (done && way === "two-steps") [out, inside] = [inside, null];
          return { kind: "printed", answers, fault: failed ? { fault: jam, cardTouched: done } : null };
        case "eject":
        case "reject": {
          const nothing = held() === null;
          if (done && act.do === "eject") out = inside;
          if (done) inside = null;
          const fault = failed || nothing ? jam : null;
          return { kind: act.do === "eject" ? "ejected" : "rejected", answers, fault };
        }
        case "prepare-replacement": {
          cards += 1;
          const next = {
            cardId: `card-${cards}` as CardId,
            escn: escnOf(cards),
            template: "t@1",
            layersSha256: "b",
          };
          return { kind: "replacement-ready", answers, ...next };
        }
        case "await-blank":
          inside = done ? newBody() : null;
          return { kind: "tapped", answers, seen: sightInHand(failed) };
        case "await-own-card":
          return { kind: "tapped", answers, seen: sightInHand(failed) };
        case "await-tap": {
          const body = out === null ? undefined : bodies[out];
          return { kind: "tapped", answers, seen: body === undefined ? null : sightOf(body) };
        }
      }
    })();
    return luck === "dies-after" ? null : event;
  }

  let event: IssueEvent | null = { kind: "started" };
  for (let turn = 0; turn < 300 && state.phase.at !== "done" && state.phase.at !== "ended"; turn += 1) {
    const decided = step(state, event ?? { kind: "restarted" });
    state = decided.state;
    const act = decided.effects.find((effect) => "number" in effect);
    if (act !== undefined && !isUndecided(state)) {
      const luck = luckOf[lucksUsed] ?? "well";
      lucksUsed += 1;
      event = perform(act, act.number, luck);
      continue;
    }
    const usual = afterwards === "go-on" ? persisting(state, inside === null) : afterwards;
    event = { kind: "operator", says: words[wordsUsed] ?? usual };
    wordsUsed += 1;
  }
  return { state, bodies };
}

/** A card was laid, and it is for the operator to say what comes of it. */
function isUndecided({ phase }: IssueState): boolean {
  return (phase.at === "verifying" || phase.at === "awaiting-own-card") && phase.lastTap !== null;
}

/** What an operator who wants a card says, of one that lies before them or in general. */
function persisting({ phase }: IssueState, emptyHanded: boolean): OperatorWord {
  if (phase.at === "waiting" && phase.resume === "print" && emptyHanded) return "will-not-verify";
  if (phase.at === "awaiting-own-card") return "will-not-verify";
  if (phase.at !== "verifying") return "go-on";
  return phase.lastTap === "matches" ? "looks-good" : "will-not-verify";
}

const anyWay = fc.constantFrom<CardWay>("chip-first", "print-first", "two-steps");

/** Mostly well, so that trouble comes at every act and not only at the first ones. */
const anyLucks = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.constant<Luck>("well") }, fc.constantFrom(...lucks)),
  { maxLength: 40 },
);
const anyWords = fc.array(
  fc.constantFrom<OperatorWord>("go-on", "looks-good", "looks-bad", "will-not-verify", "give-up"),
  { maxLength: 6 },
);

test("whatever went wrong before, an operator who goes on comes to a card, and one who gives up comes to an end", () => {
  fc.assert(
    fc.property(anyWay, anyLucks, anyWords, (way, luck, words) => {
      expect(["done", "ended"]).toContain(rehearse(way, luck, words, "go-on").state.phase.at);
      expect(rehearse(way, luck, [], "go-on").state.phase.at).toBe("done");
      expect(["done", "ended"]).toContain(rehearse(way, luck, words, "give-up").state.phase.at);
    }),
    { numRuns: 1500 },
  );
});

test("whatever goes wrong, no plastic is written for two cards or printed twice, and the card handed over was each once", () => {
  fc.assert(
    fc.property(anyWay, anyLucks, anyWords, (way, luck, words) => {
      const { state, bodies } = rehearse(way, luck, words, "go-on");
      expect(bodies.filter((body) => body.printed > 1 || body.encoded > 1)).toEqual([]);
      if (state.phase.at !== "done") return;
      const handed = bodies.filter((body) => body.uid === state.uid);
      expect(handed).toMatchObject([{ printed: 1, encoded: 1, record: { escn: state.escn } }]);
    }),
    { numRuns: 1500 },
  );
});

test("a card that cannot leave for a full hopper stays in the printer and is given out when there is room", () => {
  const facts = { jobId: "job" as JobId, cardId: "card" as CardId, escn: escnOf(0), layersSha256: "a" };
  const inside: IssueState = {
    ...newIssue({ ...facts, studentNumber: "22" }),
    uid: "04782E21801D80" as ChipUid,
    act: 6,
    phase: { at: "ejecting" },
  };
  const full = { kind: "condition", condition: "hopper-full", code: "DEF_HOPPER_FULL" } as const;
  const waits = step(inside, { kind: "ejected", answers: 6, fault: full });
  expect(waits.state.phase).toEqual({
    at: "waiting",
    reason: { kind: "printer", fault: full },
    resume: "eject",
  });
  const looks = step(waits.state, { kind: "operator", says: "go-on" });
  expect(looks.effects).toMatchObject([{ do: "look-at-printer" }]);
  const seen = { condition: null, held: "exit", ribbonLeft: 9, notices: [], code: "" } as const;
  const again = step(looks.state, { kind: "printer-seen", answers: looks.state.act, seen });
  expect(again.effects).toMatchObject([{ do: "eject" }]);
});
