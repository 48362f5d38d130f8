import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Framing } from "../core/framing.ts";
import type { Sighting } from "../core/photo/face.ts";
import { tooHeavy } from "../core/photo/photo-weight.ts";
import type { OpenedPhoto, PhotoFault, PhotoStudio } from "../core/ports/photo-studio.ts";
import { failed, type Result } from "../core/result.ts";
import type { Ask } from "./dark-room.ts";

/** Longer than any photo takes on a slow machine; a decoder caught in a circle is ended. */
const longestMs = 30_000;
/** A room nobody has used for this long is closed: it weighs as much as the station. */
const idleMs = 300_000;
/** JavaScript memory only; a picture's pixels are held to fifty million besides. */
const heapMb = 512;

/** What a studio may be given instead of its own, for tests. */
interface StudioWishes {
  readonly roomFile?: URL;
  readonly longestMs?: number;
}

/** A studio whose decoding happens in a process of its own, one picture after the other; started when first needed, and again after a death. */
export function createPhotoStudio(wishes: StudioWishes = {}): PhotoStudio {
  const room = openRoom(
    fileURLToPath(wishes.roomFile ?? new URL("dark-room.ts", import.meta.url)),
    wishes.longestMs ?? longestMs,
  );
  const photo = async <T>(ask: Ask): Promise<Result<T, PhotoFault>> =>
    (await room.ask<Result<T, PhotoFault>>(ask)) ?? failed({ kind: "decoder-died" });
  return {
    prepare: () => void room.ask({ do: "prepare" }),
    open: async (file) => {
      const heavy = tooHeavy(file.length);
      if (heavy !== null) return failed(heavy);
      return file.length === 0 ? failed({ kind: "empty" }) : photo<OpenedPhoto>({ do: "open", file });
    },
    frame: (file, cut: Framing) => photo<Uint8Array>({ do: "frame", file, cut }),
    examine: (file) => photo<Sighting | null>({ do: "examine", file }),
    peakMemoryMb: () => (room.isOpen() ? room.ask<number>({ do: "peak-memory" }) : Promise.resolve(null)),
    close: () => room.close(),
  };
}

interface Room {
  readonly isOpen: () => boolean;
  /** The answer, or null when the process died or took too long. */
  ask<T>(ask: Ask): Promise<T | null>;
  close(): Promise<void>;
}

function openRoom(file: string, deadlineMs: number): Room {
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let asked = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const start = (): ChildProcess => {
    const started = fork(file, {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${heapMb}`],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // A command that is done ends; it does not wait for a room that is only kept warm.
    started.unref();
    started.channel?.unref();
    started.once("exit", () => {
      if (child === started) child = null;
    });
    child = started;
    return started;
  };
  const answered = <T>(ask: Ask): Promise<T | null> => {
    clearTimeout(idle);
    const room = child ?? start();
    asked += 1;
    const number = asked;
    room.ref();
    room.channel?.ref();
    return new Promise<T | null>((resolve) => {
      const done = (value: T | null) => {
        clearTimeout(deadline);
        room.off("message", hear);
        room.off("exit", died);
        room.off("error", died);
        room.unref();
        room.channel?.unref();
        idle = setTimeout(() => void end(room), idleMs);
        idle.unref();
        resolve(value);
      };
      const hear = (message: { readonly number: number; readonly value: T }) => {
        if (message.number === number) done(message.value);
      };
      const died = () => {
        if (child === room) child = null;
        done(null);
      };
      const deadline = setTimeout(() => {
        room.kill("SIGKILL");
        died();
      }, deadlineMs);
      room.on("message", hear);
      room.once("exit", died);
      room.once("error", died);
      room.send({ number, ask }, (failure) => {
        if (failure !== null) died();
      });
    });
  };
  return {
    isOpen: () => child !== null,
    ask<T>(ask: Ask): Promise<T | null> {
      const mine = turn.then(() => answered<T>(ask));
      turn = mine;
      return mine;
    },
    async close() {
      await turn;
      clearTimeout(idle);
      if (child !== null) await end(child);
    },
  };
}

function end(room: ChildProcess): Promise<void> {
  if (room.exitCode !== null || room.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    // Whoever waits for its end must not end first.
    room.ref();
    room.once("exit", () => resolve());
    room.kill("SIGKILL");
  });
}
