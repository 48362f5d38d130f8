import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import type { Desk } from "../../main/command-line/desk.ts";
import { type ChoiceSubject, choiceSubjects } from "../../main/core/choice.ts";
import { isMinor, type Student } from "../../main/core/student.ts";
import { readWorld } from "../../main/simulation/world-file.ts";
import { textsInForce } from "../../main/station/texts.ts";
import { today } from "../../main/station/today.ts";
import {
  clearAway,
  eligible,
  filledFolder,
  finish,
  givenOut,
  openDeskOn,
  prepared,
  untilNeed,
  viewOf,
} from "./desk-in-hand.ts";

afterAll(clearAway);

async function texts() {
  return JSON.parse(await readFile(new URL("../../assets/texts/choices.json", import.meta.url), "utf8"))
    .choices;
}

async function answer(
  { station }: Desk,
  student: Student,
  subject: ChoiceSubject,
  given: "yes" | "no",
  guardianConsent = false,
) {
  const textVersion =
    (await textsInForce(station.parts)).choices.find((text) => text.subject === subject)?.version ?? "";
  const choice = { studentId: student.id, subject, answer: given, textVersion, guardianConsent } as const;
  return station.enterChoice({ ...choice, language: "fr" });
}

describe("the free choices", () => {
  test("are none until each was answered, and no card is begun before", async () => {
    const desk = await openDeskOn(await filledFolder());
    const student = await eligible(desk, 0);
    const arrived = await desk.station.board.walkIn(student.id);
    if (!arrived.ok) throw new Error(arrived.fault.kind);
    const { visitId } = arrived.value;
    await desk.station.visits.checkIn(visitId, "passport", false);
    expect((await viewOf(desk, visitId)).choices).toEqual([]);
    for (const subject of choiceSubjects) {
      expect(await desk.station.issuing.start(visitId)).toEqual({
        ok: false,
        fault: { kind: "choices-missing" },
      });
      expect(await answer(desk, student, subject, "no")).toEqual({ ok: true, value: null });
    }
    expect(await desk.station.issuing.start(visitId)).toEqual({
      ok: false,
      fault: { kind: "rules-not-read" },
    });
  });

  test("can be changed while the card is made and after it was handed over; every line stays", async () => {
    const desk = await openDeskOn(await filledFolder());
    const student = await eligible(desk, 0);
    const visit = await prepared(desk, student);
    await untilNeed(desk, visit);
    expect(await answer(desk, student, "crous", "yes")).toEqual({ ok: true, value: null });
    expect(await finish(desk, visit)).toBeNull();
    expect(await answer(desk, student, "crous", "no")).toEqual({ ok: true, value: null });
    const ledger = (await viewOf(desk, visit)).choices.filter((line) => line.subject === "crous");
    expect(ledger.map((line) => line.answer)).toEqual(["no", "yes", "no"]);
  });

  test("given a second time in the same words add no line to the ledger", async () => {
    const desk = await openDeskOn(await filledFolder());
    const student = await eligible(desk, 0);
    const arrived = await desk.station.board.walkIn(student.id);
    if (!arrived.ok) throw new Error(arrived.fault.kind);
    for (const given of ["no", "no", "yes", "yes"] as const) {
      expect(await answer(desk, student, "crous", given)).toEqual({ ok: true, value: null });
    }
    const { choices } = await viewOf(desk, arrived.value.visitId);
    expect(choices.map((line) => line.answer)).toEqual(["no", "yes"]);
  });

  test("keep the hash of the very words that were read", async () => {
    const desk = await openDeskOn(await filledFolder());
    const visit = await prepared(desk, await eligible(desk, 0));
    for (const line of (await viewOf(desk, visit)).choices) {
      const text = (await texts()).find(
        (each: { readonly subject: string }) => each.subject === line.subject,
      );
      const words = [text.question.fr, text.explanation.fr, text.yes.fr, text.no.fr].join("\n");
      expect(line.textSha256).toBe(createHash("sha256").update(words).digest("hex"));
      expect(line).toMatchObject({ textVersion: text.version, language: "fr", channel: "desk" });
    }
  });

  test("of a minor's photo need the guardian for a yes, and for nothing else", async () => {
    const desk = await openDeskOn(await filledFolder());
    const day = today(desk.station.parts);
    const all = await desk.station.parts.store.students.first(1000);
    const minor = all.find((student) => isMinor(student, day));
    if (minor === undefined) throw new Error("no minor among the examples");
    const refused = { ok: false, fault: { kind: "guardian-consent-needed" } };
    expect(await answer(desk, minor, "photo-diffusion", "yes")).toEqual(refused);
    expect(await desk.station.parts.store.choices.ledgerOf(minor.id)).toEqual([]);
    expect(await answer(desk, minor, "photo-diffusion", "no")).toMatchObject({ ok: true });
    expect(await answer(desk, minor, "european-card", "yes")).toMatchObject({ ok: true });
    expect(await answer(desk, minor, "photo-diffusion", "yes", true)).toMatchObject({ ok: true });
  });
});

describe("the picture of a card", () => {
  test("that was confirmed is the one that was printed, dot for dot", async () => {
    const folder = await filledFolder();
    const desk = await openDeskOn(folder);
    const visit = await prepared(desk, await eligible(desk, 0));
    const asked = (await viewOf(desk, visit)).card;
    if (asked === null) throw new Error("no card was asked for");
    const confirmed = await desk.station.pictures.ofCard(asked.id);
    if (confirmed === null) throw new Error("the card can not be drawn");
    const { layers, back } = confirmed;
    if (back === null) throw new Error("the student card has a back");
    const shown = [layers.colour, layers.black, back.colour, back.black];
    expect(sha256(...shown)).toBe(asked.layersSha256);
    expect(await finish(desk, visit)).toBeNull();
    const world = readWorld(`${folder}/simulated`);
    const printed = Object.values(world?.mechanism.printings ?? {}).flat();
    expect(printed).toEqual([
      {
        sha256: sha256(layers.colour, layers.black),
        backSha256: sha256(new Uint8Array(back.colour.length).fill(255), back.black),
        whole: true,
      },
    ]);
    expect((await viewOf(desk, visit)).card).toMatchObject({
      escn: asked.escn,
      layersSha256: asked.layersSha256,
    });
  });

  test("that no longer is what was confirmed, because an import brought another name, begins no card", async () => {
    const desk = await openDeskOn(await filledFolder());
    const student = await eligible(desk, 0);
    const visit = await prepared(desk, student);
    const { id, guardianSeenOn: _seen, hasPhoto: _photo, ...file } = student;
    const renamed = { ...file, usageFirstName: "Dominique" };
    await desk.station.parts.store.students.upsert([{ file: renamed, freshId: id }], true);
    const changed = { ok: false, fault: { kind: "picture-changed" } };
    expect(await desk.station.issuing.start(visit)).toEqual(changed);
    const again = await desk.station.pictures.previewKept(visit);
    if (!again.ok) throw new Error(again.fault.kind);
    expect(await desk.station.pictures.confirm(visit, again.value.preview, "recognisable")).toMatchObject({
      ok: true,
    });
    expect(await finish(desk, visit)).toBeNull();
    expect((await desk.station.parts.store.cards.ofVisit(visit)).map((card) => card.state)).toEqual([
      "CANCELED",
      "ENABLED",
    ]);
  });

  test("that the printer's ribbon has no colour for begins no card, and takes none from the feeder", async () => {
    const desk = await openDeskOn(await filledFolder());
    const visit = await prepared(desk, await eligible(desk, 0));
    const { printer } = desk.station.parts;
    const { capabilities } = printer;
    Object.defineProperty(printer, "capabilities", {
      configurable: true,
      get: () => ({ ...capabilities, ribbon: "black" }),
    });
    expect(await desk.station.issuing.start(visit)).toEqual({
      ok: false,
      fault: { kind: "ribbon-unsuited", shortfall: "no-colour" },
    });
    const faceShown = await desk.station.pictures.previewKept(visit);
    expect(faceShown.ok && faceShown.value.back?.printed).toBe(false);
    Object.defineProperty(printer, "capabilities", { configurable: true, get: () => capabilities });
    expect(await finish(desk, visit)).toBeNull();
  });

  test("of a live card stands while another student's is drawn", async () => {
    const desk = await openDeskOn(await filledFolder());
    const first = await givenOut(desk, await eligible(desk, 0));
    await givenOut(desk, await eligible(desk, 1));
    const { card } = await viewOf(desk, first);
    if (card === null) throw new Error("the card is gone");
    expect((await desk.station.pictures.ofCard(card.id))?.sha256).toBe(card.layersSha256);
  });
});

function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
