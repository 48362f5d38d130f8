import { mkdir, writeFile } from "node:fs/promises";
import { dirname, parse } from "node:path";
import { parseArgs } from "node:util";
import type { ArtworkRemark } from "../../core/artwork.ts";
import type { FaceView, InspectedPerson, Inspection } from "../../core/ports/template-inspector.ts";
import { nameOnCard } from "../../core/student.ts";
import type { StationParts } from "../../station/parts.ts";
import { thisYear } from "../../station/today.ts";
import { missing } from "../usage-problem.ts";
import { UsageError, type Verb, type VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `render --student NUMBER | --sample NAME --template T --out FILE [--layers]`: draws a card or a sticker into PNG files. */
export const renderVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: {
      student: { type: "string" },
      sample: { type: "string" },
      template: { type: "string" },
      out: { type: "string" },
      layers: { type: "boolean", default: false },
    },
  });
  const { student, sample, template, out, layers } = values;
  if ((student === undefined) === (sample === undefined)) {
    throw new UsageError({ kind: "either", options: "--student, --sample" });
  }
  if (template === undefined || out === undefined) throw missing({ template, out });
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station: { parts } }) => {
    const who = sample ?? (await studentOf(student ?? "", parts));
    if (who === null) {
      return call.refuse("no-such-student", call.words("render.no-such-student", { number: student ?? "" }));
    }
    return render(call, parts, { who, template, out, layers });
  });
};

interface Order {
  readonly who: string | InspectedPerson;
  readonly template: string;
  readonly out: string;
  readonly layers: boolean;
}

async function render(
  call: VerbCall,
  parts: StationParts,
  { who, template, out, layers }: Order,
): Promise<number> {
  const { inspector } = parts.artwork;
  const { accent, returnTo } = parts.artwork.look();
  const { university } = parts.settings;
  const tried = await inspector.inspect({
    template,
    who,
    accent,
    returnTo,
    university,
    academicYear: thisYear(parts),
  });
  if (!tried.ok) {
    const shelf = await inspector.shelf();
    const facts = {
      template,
      sample: typeof who === "string" ? who : "",
      templates: shelf.templates.map(({ name }) => name).join(", "),
      samples: shelf.samples.map(({ name }) => name).join(", "),
    };
    return call.refuse(tried.fault.kind, call.words(`render.${tried.fault.kind}`, facts));
  }
  const { front, back, remarks, ribbons } = tried.value;
  if (front === null) return undrawn(call, remarks);
  const files = [
    ...filesOf(out, "", front, layers),
    ...(back === null ? [] : filesOf(out, "-back", back, layers)),
  ];
  try {
    await mkdir(dirname(out), { recursive: true });
    for (const { path, png } of files) await writeFile(path, png);
  } catch {
    return call.refuse("unwritable-file", call.words("render.unwritable-file", { path: out }));
  }
  const paths = files.map(({ path }) => path);
  call.answer({ files: paths, remarks, ribbons }, [...paths, ...linesOf(call, remarks)]);
  return 0;
}

/** `carte.png`, `carte-back.png`, and with layers `carte-colour.png` and the like. */
function filesOf(
  out: string,
  side: string,
  view: FaceView,
  layers: boolean,
): readonly { readonly path: string; readonly png: Uint8Array }[] {
  const { dir, name } = parse(out);
  const at = (part: string) => `${dir === "" ? "" : `${dir}/`}${name}${side}${part}.png`;
  const apart = [
    { path: at("-plastic"), png: view.plastic },
    { path: at("-colour"), png: view.colour },
    { path: at("-black"), png: view.black },
  ];
  return [
    { path: at(""), png: view.whole },
    ...(layers ? apart.flatMap(({ path, png }) => (png === null ? [] : [{ path, png }])) : []),
  ];
}

function undrawn(call: VerbCall, [first]: Inspection["remarks"]): number {
  if (first?.kind === "no-glyph") {
    const facts = { field: fieldWords(call, first.field), characters: first.characters.join(" ") };
    return call.refuse("no-glyph", call.words("render.no-glyph", facts), { ...first });
  }
  if (first?.kind === "no-barcode") {
    const facts = { field: fieldWords(call, first.field), text: first.text };
    return call.refuse("no-barcode", call.words("render.no-barcode", facts), { ...first });
  }
  if (first?.kind === "no-such-template") {
    return call.refuse(
      first.kind,
      call.words("render.no-such-template", { template: first.template, templates: "" }),
    );
  }
  return call.refuse("photo-unreadable", call.words("render.photo-unreadable"));
}

/** What was done to texts, in words; what else is off, as a count. */
function linesOf(call: VerbCall, remarks: readonly ArtworkRemark[]): readonly string[] {
  const fits = remarks.flatMap((each) => (each.kind === "fitted" ? [each.fit] : []));
  const others = remarks.length - fits.length;
  return [
    ...fits.map(({ field, how, lines }) =>
      call.words("render.fitted", {
        field: fieldWords(call, field),
        how: call.words(`render.how.${how}`),
        lines: lines.join(" / "),
      }),
    ),
    ...(others === 0 ? [] : [call.words("render.remarks", { count: others })]),
  ];
}

function fieldWords(call: VerbCall, field: string): string {
  return call.words(`interface:photo.fitField.${field}`);
}

async function studentOf(number: string, { store }: StationParts): Promise<InspectedPerson | null> {
  const student = await store.students.byNumber(number);
  if (student === null) return null;
  const photo = await store.cards.lastPhotoOf(student.id);
  const card = await store.cards.liveOf(student.id);
  return {
    ...nameOnCard(student),
    studentNumber: student.number,
    programme: student.programme,
    level: student.level,
    photo: photo?.jpeg ?? null,
    escn: card?.escn ?? null,
  };
}
