import { parseArgs } from "node:util";
import type { CardWrite } from "../../core/chip-profile/card-writes.ts";
import { shownKind } from "../../core/chip-sight.ts";
import { escCardType } from "../../core/escn.ts";
import { knownApplication } from "../../core/known-applications.ts";
import type { ChipFault, ChipSight } from "../../core/ports/card-encoder.ts";
import type { ApplicationReading, ChipReading } from "../../core/ports/chip-reader.ts";
import type { CardKeySource } from "../../core/ports/key-store.ts";
import type { Result } from "../../core/result.ts";
import { keyOptions, openKeysFor } from "../open-keys.ts";
import type { CardRead } from "../reader-tools.ts";
import { missing } from "../usage-problem.ts";
import type { Verb, VerbCall } from "../verb.ts";
import { withDesk } from "../with-desk.ts";
import type { Words } from "../words.ts";

const deadlineMs = 8000;

/**
 * `read --reader NAME [--profile P] [--operator NAME] [--passphrase-fd N]`: all that the card there says, without keys and with ours, and how it fits a profile: the one in force, or
 * that one. With an operator the desk's keys are opened for it. Changes nothing on it. 1 when there is none to read.
 */
export const readVerb: Verb = async (call) => {
  const { values } = parseArgs({
    args: [...call.args],
    options: { reader: { type: "string" }, profile: { type: "string" }, ...keyOptions },
  });
  const { reader, profile, operator, "passphrase-fd": descriptor } = values;
  if (reader === undefined) throw missing({ reader });
  const opensKeys = operator !== undefined || descriptor !== undefined;
  if (!opensKeys) return readWith(call, reader, profile, null);
  return withDesk(call, { folder: call.folder, beside: true, simulate: false }, async ({ station }) => {
    const { keys } = station.parts;
    const refused = await openKeysFor(call, keys, values);
    return refused ?? readWith(call, reader, profile, keys);
  });
};

async function readWith(
  call: VerbCall,
  reader: string,
  profile: string | undefined,
  keys: CardKeySource | null,
): Promise<number> {
  const read = await call.readers.read(reader, profile ?? null, deadlineMs, call.folder, keys);
  if (!read.ok) {
    const sentence = call.words(`read.fault.${read.fault.kind}`, { name: reader, profile: profile ?? "" });
    return call.refuse(read.fault.kind, sentence, { reader });
  }
  call.answer(shown(read.value), linesOf(read.value, call.words));
  return 0;
}

function shown({ reader, reading, withKeys, fit }: CardRead): object {
  const keys = withKeys === null ? null : openedAs(withKeys);
  if (reading.kind === "other") return { reader, ...reading, withKeys: keys };
  const { applications, ...chip } = reading;
  const stands =
    fit === null ? null : { profile: fit.profile.name, profileVersion: fit.profile.version, ...fit.fit };
  return {
    reader,
    ...chip,
    randomUid: chip.uid === null,
    applications: applications?.map((each) => ({ ...each, known: knownApplication(each.aid) })) ?? null,
    withKeys: keys,
    fit: stands,
  };
}

/** What our own keys show: whose card it is, or why they show nothing. */
function openedAs(sight: Result<ChipSight, ChipFault>): object {
  if (!sight.ok) {
    const { fault } = sight;
    const key = fault.kind === "no-such-key" ? { name: fault.name, version: fault.version } : {};
    return { kind: "unreadable", fault: fault.kind, ...key };
  }
  return sight.value.kind === "personalised"
    ? {
        kind: sight.value.kind,
        ...sight.value.record,
        ...(sight.value.record === null ? {} : { escCardType }),
      }
    : { kind: shownKind(sight.value) };
}

function linesOf({ reader, reading, withKeys, fit }: CardRead, words: Words): readonly string[] {
  const opened = withKeys?.ok === true ? withKeys.value : null;
  const record = opened?.kind === "personalised" ? opened.record : null;
  const keys =
    opened === null
      ? shutLines(withKeys, words)
      : [
          `  ${words(
            `read.keys.${opened.kind === "personalised" && record === null ? "no-record" : shownKind(opened)}`,
            {
              escn: record?.escn ?? "",
              student: record?.studentNumber ?? "",
            },
          )}`,
        ];
  return [reader, ...chipLines(reading, words), ...keys, ...fitLines(fit, words)];
}

/** Why our keys opened nothing, when it is for want of a key. */
function shutLines(withKeys: CardRead["withKeys"], words: Words): readonly string[] {
  if (withKeys === null || withKeys.ok) return [];
  const { fault } = withKeys;
  if (fault.kind === "no-such-key")
    return [`  ${words("read.keys.no-such-key", { name: fault.name, version: fault.version })}`];
  return [`  ${words(fault.kind === "keys-locked" ? "read.keys.keys-locked" : "read.keys.unreadable")}`];
}

function fitLines(fit: CardRead["fit"], words: Words): readonly string[] {
  if (fit === null) return [];
  const { profile, fit: stands } = fit;
  const { name, version } = profile;
  return [
    `  ${words(`read.fit.${stands.state}`, { profile: name, version })}`,
    ...stands.writes.map((write) => `    ${words(`read.write.${write.do}`, factsOf(write))}`),
    ...(stands.state === "differs" ? stands.differences.map(({ at }) => `    ${at}`) : []),
    ...(profile.chip.masterKey.left === null ? [`  ${words("read.masterKeyLeft")}`] : []),
  ];
}

function factsOf(write: CardWrite): { readonly [name: string]: string | number } {
  switch (write.do) {
    case "create-application":
      return { aid: write.aid, keys: write.keys };
    case "create-file":
      return { aid: write.aid, number: write.file.number, size: write.file.size };
    case "close-file":
      return { aid: write.aid, number: write.file.number };
    case "format":
      return { aids: write.aids.join(", ") };
    case "set-keys":
    case "move-keys":
    case "try-keys":
      return { aid: write.aid, numbers: write.numbers.join(", ") };
    case "set-chip-key":
    case "move-chip-key":
    case "set-chip-settings":
      return {};
  }
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
        `    ${words("read.file", { number, kind: words(`read.kind.${kind}`), size: size ?? "-", communication: words(`read.communication.${communication}`), rights })}`,
    ),
  ];
}
