import type { CardReader } from "../../main/core/ports/apdu-channel.ts";
import {
  type ChosenReader,
  type ChosenReaders,
  type ReaderRole,
  type ReaderRoom,
  type ReadersSeen,
  readerRoles,
  type SeenReader,
} from "../../main/core/ports/reader-room.ts";
import { failed, succeeded } from "../../main/core/result.ts";
import { pause } from "./deadline.ts";
import type { KnownReader, PcscReaders } from "./pcsc-readers.ts";
import { createPlayedReader, type PlayedReader } from "./played-reader.ts";
import { readerCalled, wishedReader } from "./reader-identity.ts";
import { signalOf } from "./reader-signals.ts";

/** What a room of readers is made of. */
export interface ReaderRoomParts {
  readonly chosen: ChosenReaders;
  /** The reader each role has when it is simulated. */
  readonly simulated: Readonly<Record<ReaderRole, CardReader>>;
  /** Opened when a role asks for a reader of PC/SC, or somebody looks what there is: a desk without readers never reads native code. */
  readonly openPcsc: () => Promise<PcscReaders>;
  /** Keeps a choice over a restart. */
  readonly keep: (role: ReaderRole, chosen: ChosenReader) => Promise<void>;
}

/** The first look of the service is waited for so long. */
const firstLookMs = 2000;
const signalMs = 3000;

/** Opens the readers of a machine; resolves when those chosen are being watched. */
export async function openReaderRoom(parts: ReaderRoomParts): Promise<ReaderRoom> {
  const { simulated, keep } = parts;
  let chosen = parts.chosen;
  let pcsc: Promise<PcscReaders> | null = null;
  let stopWatching: (() => void) | null = null;
  const listeners = new Set<() => void>();
  const watched = new Map<CardReader, { readonly present: boolean; readonly laid: number }>();

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const stops = [...new Set(Object.values(simulated))].map((reader) =>
    reader.watch((present) => {
      watched.set(reader, { present, laid: (watched.get(reader)?.laid ?? 0) + (present ? 1 : 0) });
      tell();
    }),
  );

  function pcscReaders(): Promise<PcscReaders> {
    pcsc ??= parts.openPcsc().then((readers) => {
      stopWatching = readers.onChange(tell);
      return readers;
    });
    return pcsc;
  }

  async function readerOf(role: ReaderRole, choice: ChosenReader): Promise<CardReader> {
    return choice.kind === "simulated" ? simulated[role] : (await pcscReaders()).reader(choice);
  }

  function playedBy(role: ReaderRole, real: readonly KnownReader[]): string | null {
    const choice = chosen[role];
    if (choice.kind === "simulated") return simulated[role].name;
    const usable = real.filter((each) => each.usable);
    return wishedReader(choice, usable);
  }

  async function look(): Promise<ReadersSeen> {
    const { service, readers: real } = await (await pcscReaders()).look(firstLookMs);
    const played = (role: ReaderRole) => playedBy(role, real);
    const rolesOf = (name: string) => readerRoles.filter((role) => played(role) === name);
    const readers: readonly SeenReader[] = [
      ...[...new Set(Object.values(simulated))].map((reader) => ({
        name: reader.name,
        vendor: null,
        serial: null,
        simulated: true,
        usable: true,
        cardPresent: watched.get(reader)?.present ?? false,
        laid: watched.get(reader)?.laid ?? 0,
        canSignal: false,
        roles: rolesOf(reader.name),
      })),
      ...real.map(({ name, vendor, serial, usable, cardPresent, laid }) => ({
        name,
        vendor,
        serial,
        usable,
        cardPresent,
        laid,
        simulated: false,
        canSignal: signalOf(name) !== null,
        roles: rolesOf(name),
      })),
    ];
    return {
      service: service.state === "present" ? service : absent(service),
      readers,
      roles: {
        desk: { chosen: chosen.desk, playedBy: played("desk") },
        printer: { chosen: chosen.printer, playedBy: played("printer") },
        kiosk: { chosen: chosen.kiosk, playedBy: played("kiosk") },
      },
    };
  }

  const first = async (role: ReaderRole) => createPlayedReader(await readerOf(role, chosen[role]));
  const roles: Readonly<Record<ReaderRole, PlayedReader>> = {
    desk: await first("desk"),
    printer: await first("printer"),
    kiosk: await first("kiosk"),
  };

  return {
    look,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    playing: (role) => roles[role],
    isSimulated: (role) => chosen[role].kind === "simulated",
    async named(name) {
      const own = Object.values(simulated).find((reader) => reader.name === name);
      if (own !== undefined) return own;
      const readers = await pcscReaders();
      const { readers: real } = await readers.look(firstLookMs);
      const found = readerCalled(name, real);
      return found === null ? null : readers.reader({ name: found });
    },
    async choose(role, choice) {
      const next = await readerOf(role, choice);
      await keep(role, choice);
      chosen = { ...chosen, [role]: choice };
      roles[role].become(next);
      tell();
    },
    async signal(name) {
      const steps = signalOf(name);
      if (steps === null) return failed({ kind: "not-supported" });
      const reader = (await pcscReaders()).reader({ name });
      for (const { command, pauseMs } of steps) {
        const given = await reader.escape(command, signalMs);
        if (!given.ok) return given;
        await pause(pauseMs).over;
      }
      return succeeded(null);
    },
    async close() {
      listeners.clear();
      for (const stop of stops) stop();
      stopWatching?.();
      if (pcsc !== null) await (await pcsc).close();
    },
  };
}

function absent(service: { readonly state: string; readonly cause?: string }): ReadersSeen["service"] {
  return { state: "absent", cause: service.cause ?? "timeout" };
}
