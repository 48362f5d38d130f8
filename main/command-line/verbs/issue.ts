import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { IssueView } from "../../contract/issue.ts";
import { cardHeightDots, cardWidthDots, type PrintLayers } from "../../core/ports/card-printer.ts";
import { isEnrolled, type Student } from "../../core/student.ts";
import { today } from "../../station/today.ts";
import type { Desk } from "../desk.ts";
import { rehearsalFaultWords } from "../fault-words.ts";
import { makeCard, prepareVisit, type RehearsalFault, verifyingHands } from "../rehearse.ts";
import { missing } from "../usage-problem.ts";
import type { Verb, VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

interface Order {
  readonly student: string;
  readonly photo: Uint8Array;
  readonly out: string;
}

/** `issue --student NUMBER --photo FILE --simulate --out DIR`: one card from photo to live, without a window, on simulated devices. */
export const issueVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      student: { type: "string" },
      photo: { type: "string" },
      simulate: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const { student, photo: photoPath, out, simulate } = values;
  if (student === undefined || photoPath === undefined || out === undefined || !simulate) {
    throw missing({ student, photo: photoPath, out, simulate });
  }
  let photo: Uint8Array;
  try {
    photo = await readFile(photoPath);
  } catch {
    return call.refuse("unreadable-file", call.words("issue.unreadable-photo", { path: photoPath }));
  }
  return withDesk(call, { folder: call.folder }, (desk) => issueOne(call, desk, { student, photo, out }));
};

async function issueOne(call: VerbCall, { station, bench }: Desk, order: Order): Promise<number> {
  const student = await station.parts.store.students.byNumber(order.student);
  if (student === null) {
    return call.refuse("no-such-student", call.words("issue.no-such-student", { number: order.student }));
  }
  if (bench === null) throw new Error("a simulated desk has a bench");
  const hindrance = await hindranceOf(station, student);
  if (hindrance !== null) {
    return refused(call, { step: "issue", kind: hindrance });
  }
  const prepared = await prepareVisit(station, student, order.photo);
  const made = prepared.ok
    ? await makeCard(station, prepared.value, verifyingHands(station, bench, prepared.value))
    : prepared;
  if (!prepared.ok || !made.ok) {
    return refused(call, made.ok ? { step: "issue", kind: "unknown" } : made.fault);
  }
  bench.tap(null);
  const card = await station.parts.store.cards.byId(made.value.cardId);
  const picture = card === null ? null : await station.pictures.ofCard(card.id);
  const job = await station.parts.store.jobs.byId(made.value.jobId);
  if (card === null || picture === null || job === null) throw new Error("a card just made is not there");
  const printed = bench.view().cards.find((each) => each.uid === card.uid);
  const front = printed === undefined ? null : await bench.picture(printed.id);
  await mkdir(order.out, { recursive: true });
  const back = await station.pictures.png(picture, "back");
  const files = {
    front: join(order.out, `${student.number}-front.png`),
    colour: join(order.out, `${student.number}-front-colour.png`),
    black: join(order.out, `${student.number}-front-black.png`),
    ...(back === null ? {} : { back: join(order.out, `${student.number}-back.png`) }),
  };
  if (back !== null && files.back !== undefined) await writeFile(files.back, back);
  const { layers, plastic } = picture;
  await writeFile(files.front, front ?? (await station.parts.artist.picture(layers, plastic.front)));
  await writeFile(files.colour, await station.parts.artist.picture(onlyColour(picture.layers), null));
  await writeFile(files.black, await station.parts.artist.picture(onlyBlack(picture.layers), null));
  const answer = {
    cardId: card.id,
    uid: card.uid,
    escn: card.escn,
    exchanges: job.state.exchanges,
    stepsMs: millisecondsOf(made.value),
    verified: card.state === "ENABLED",
    template: card.template,
    fits: picture.fits,
    files,
  };
  call.answer(answer, [
    call.words("issue.done", { number: student.number, uid: card.uid ?? "", escn: card.escn }),
    ...Object.entries(answer.stepsMs).map(
      ([act, ms]) => `  ${call.words(`interface:issue.acts.${act}`)}  ${ms} ms`,
    ),
    ...picture.fits.map(({ field, how, lines }) =>
      call.words("render.fitted", {
        field: call.words(`interface:photo.fitField.${field}`),
        how: call.words(`render.how.${how}`),
        lines: lines.join(" / "),
      }),
    ),
    files.front,
  ]);
  return 0;
}

function refused(call: VerbCall, fault: RehearsalFault): number {
  const { step, kind } = fault;
  return call.refuse(kind, rehearsalFaultWords(fault, call.words), { step });
}

/** What forbids this student a card, found before a visit is opened or an answer entered for them; null when nothing does. */
async function hindranceOf({ parts }: Desk["station"], student: Student): Promise<string | null> {
  if (!isEnrolled(student, today(parts), parts.settings.yearTurn)) return "not-enrolled";
  if (student.blocks.length > 0) return "blocked";
  return (await parts.store.cards.liveOf(student.id)) === null ? null : "already-live";
}

/** Milliseconds of each act, added up over the pieces of plastic it took. */
function millisecondsOf(issue: IssueView): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { act, tookMs } of issue.acts) sums[act] = (sums[act] ?? 0) + (tookMs ?? 0);
  return sums;
}

function onlyColour({ colour }: PrintLayers): PrintLayers {
  return { colour, black: new Uint8Array((cardWidthDots / 8) * cardHeightDots) };
}

function onlyBlack({ black }: PrintLayers): PrintLayers {
  return { colour: new Uint8Array(cardWidthDots * cardHeightDots * 3).fill(0xff), black };
}
