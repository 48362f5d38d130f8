import { parseArgs } from "node:util";
import { knownApplication } from "../../core/known-applications.ts";
import type { ChipFault, ChipSight } from "../../core/ports/card-encoder.ts";
import type { ApplicationReading, ChipReading } from "../../core/ports/chip-reader.ts";
import type { Result } from "../../core/result.ts";
import type { CardRead } from "../reader-tools.ts";
import { missing } from "../usage-problem.ts";
import type { Verb } from "../verb.ts";
import type { Words } from "../words.ts";

const deadlineMs = 8000;

/** `read --reader NAME`: all that the card there says, without keys and with ours. Changes nothing on it. 1 when there is none to read. */
export const readVerb: Verb = async (call) => {
  const { values } = parseArgs({ args: [...call.args], options: { reader: { type: "string" } } });
  const { reader } = values;
  if (reader === undefined) throw missing({ reader });
  const read = await call.readers.read(reader, deadlineMs, call.folder);
  if (!read.ok) {
    const sentence = call.words(`read.fault.${read.fault.kind}`, { name: reader });
    return call.refuse(read.fault.kind, sentence, { reader });
  }
  call.answer(shown(read.value), linesOf(read.value, call.words));
  return 0;
};

function shown({ reader, reading, withKeys }: CardRead): object {
  const keys = withKeys === null ? null : openedAs(withKeys);
  if (reading.kind === "other") return { reader, ...reading, withKeys: keys };
  const { applications, ...chip } = reading;
  return {
    reader,
    ...chip,
    randomUid: chip.uid === null,
    applications: applications?.map((each) => ({ ...each, known: knownApplication(each.aid) })) ?? null,
    withKeys: keys,
  };
}

/** What our own keys show: whose card it is, or why they show nothing. */
function openedAs(sight: Result<ChipSight, ChipFault>): object {
  if (!sight.ok) return { kind: "unreadable", fault: sight.fault.kind };
  return sight.value.kind === "personalised"
    ? { kind: sight.value.kind, ...sight.value.record }
    : { kind: sight.value.kind };
}

function linesOf({ reader, reading, withKeys }: CardRead, words: Words): readonly string[] {
  const opened = withKeys?.ok === true ? withKeys.value : null;
  const record = opened?.kind === "personalised" ? opened.record : null;
  const keys =
    opened === null
      ? []
      : [
          `  ${words(
            `read.keys.${opened.kind === "personalised" && record === null ? "no-record" : opened.kind}`,
            {
              escn: record?.escn ?? "",
              student: record?.studentNumber ?? "",
            },
          )}`,
        ];
  return [reader, ...chipLines(reading, words), ...keys];
}

function chipLines(reading: ChipReading, words: Words): readonly string[] {
  if (reading.kind === "other") {
    const number = reading.shownNumber ?? "-";
    return [
      `  ${words("read.other", { family: words(`read.family.${reading.family ?? "unknown"}`), number })}`,
    ];
  }
  const { generation, uid, shownNumber, freeBytes, memoryBytes, applications } = reading;
  return [
    `  ${words("read.chip", { generation: generation ?? "?", memory: memoryBytes, free: freeBytes ?? "?" })}`,
    `  ${uid === null ? words("read.random-number", { number: shownNumber ?? "?" }) : words("read.number", { number: uid })}`,
    ...(applications === null
      ? [`  ${words("read.hidden-applications")}`]
      : applications.length === 0
        ? [`  ${words("read.no-application")}`]
        : applications.flatMap((each) => applicationLines(each, words))),
  ];
}

function applicationLines(application: ApplicationReading, words: Words): readonly string[] {
  const { aid, keyVersions, files } = application;
  const name = words(`read.known.${knownApplication(aid) ?? "unknown"}`);
  const keys = keyVersions === null ? "?" : `${keyVersions.length}`;
  return [
    `  ${words("read.application", { aid, name, keys })}`,
    ...(files === null ? [`    ${words("read.hidden-files")}`] : []),
    ...(files ?? []).map(
      ({ number, kind, size, communication, rights }) =>
        `    ${words("read.file", { number, kind, size: size ?? "-", communication, rights })}`,
    ),
  ];
}
