import { readFile, stat, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { wholePicture } from "../../core/framing.ts";
import { framedOnFace } from "../../core/photo/auto-framing.ts";
import { judged, type PhotoVerdict } from "../../core/photo/judging.ts";
import { tooHeavy } from "../../core/photo/photo-weight.ts";
import type { PhotoFault } from "../../core/ports/photo-studio.ts";
import { photoFaultSentence } from "../fault-words.ts";
import { theFile } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `photo FILE [--profile P] [--out FILE]`: frames any photo and says what each check finds; nothing is kept. */
export const photoVerb: Verb = async (call) => {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { profile: { type: "string" }, out: { type: "string" } },
  });
  const path = theFile(positionals);
  const heavy = tooHeavy(
    await stat(path)
      .then(({ size }) => size)
      .catch(() => 0),
  );
  if (heavy !== null) return refused(call, heavy);
  const file = await readFile(path).catch(() => null);
  if (file === null) return call.refuse("unreadable-photo", call.words("issue.unreadable-photo", { path }));
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station: { parts } }) => {
    const { inForce, others } = await parts.photos.rules();
    const all = [inForce, ...others];
    const profile = values.profile === undefined ? inForce : all.find(({ name }) => name === values.profile);
    if (profile === undefined) {
      const allowed = all.map(({ name }) => name).join(", ");
      throw new UsageError({ kind: "not-one-of", option: "--profile", value: values.profile ?? "", allowed });
    }
    const opened = await parts.studio.open(file);
    if (!opened.ok) return refused(call, opened.fault);
    const { jpeg, widthPx, heightPx, seen } = opened.value;
    const [face] = seen?.faces ?? [];
    const cut =
      face === undefined
        ? wholePicture(widthPx, heightPx)
        : framedOnFace(face, opened.value, profile.size.head);
    const verdicts = judged(seen, cut, profile);
    const framed = await parts.studio.frame(jpeg, cut);
    if (!framed.ok) return refused(call, framed.fault);
    if (values.out !== undefined) {
      const written = await writeFile(values.out, framed.value).then(
        () => true,
        () => false,
      );
      if (!written)
        return call.refuse("unwritable-file", call.words("render.unwritable-file", { path: values.out }));
    }
    const worst = worstOf(verdicts);
    const answer = {
      profile: profile.name,
      version: profile.version,
      verdict: worst,
      verdicts,
      faces: seen?.faces.length ?? null,
      picture: { widthPx, heightPx },
      framing: cut,
      out: values.out ?? null,
    };
    call.answer(answer, [
      ...verdicts.map((verdict) => sentenceOf(verdict, call)),
      ...(values.out === undefined ? [] : [values.out]),
    ]);
    return worst === "block" ? 1 : 0;
  });
};

function worstOf(verdicts: readonly PhotoVerdict[]): PhotoVerdict["state"] {
  return (
    (["block", "warn"] as const).find((state) => verdicts.some((each) => each.state === state)) ?? "good"
  );
}

function sentenceOf({ check, state, finding }: PhotoVerdict, { words }: VerbCall): string {
  const todo = state === "good" ? "" : ` ${words(`photo:finding.${finding}.file`)}`;
  return `${words(`photo:state.${state}`)}  ${words(`photo:checks.${check}`)} : ${words(`photo:finding.${finding}.what`)}${todo}`;
}

function refused(call: VerbCall, fault: PhotoFault): number {
  const { kind, ...facts } = fault;
  return call.refuse(kind, photoFaultSentence(fault, call.words), { ...facts });
}
