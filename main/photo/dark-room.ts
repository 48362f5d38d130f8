import { openNodeFaceFinder } from "../../native/faces/node-finder.ts";
import type { Framing } from "../core/framing.ts";
import { examinePhoto, type Finder, framePhoto, openPhoto } from "./developing.ts";

/** What the station asks the dark room; every answer carries the number of its ask. */
export type Ask =
  | { readonly do: "prepare" | "peak-memory" }
  | { readonly do: "open" | "examine"; readonly file: Uint8Array }
  | { readonly do: "frame"; readonly file: Uint8Array; readonly cut: Framing };

const detectorFolder = new URL("../../dist/page-files/detector/", import.meta.url);

/** The process in which pictures from outside are decoded and looked at: it may die without taking the station with it. */
function openDarkRoom(): void {
  let opening: Promise<Finder> | undefined;
  const finder = (): Promise<Finder> => {
    opening ??= openNodeFaceFinder(detectorFolder).catch((cause: unknown) => {
      process.stderr.write(`photo checks are off: ${String(cause)}\n`);
      return null;
    });
    return opening;
  };
  const answerTo = async (ask: Ask): Promise<unknown> => {
    switch (ask.do) {
      case "prepare":
        return void (await finder());
      case "peak-memory":
        return process.resourceUsage().maxRSS / 1024;
      case "open":
        return openPhoto(ask.file, await finder());
      case "examine":
        return examinePhoto(ask.file, await finder());
      case "frame":
        return framePhoto(ask.file, ask.cut);
    }
  };
  process.on("message", ({ number, ask }: { readonly number: number; readonly ask: Ask }) => {
    answerTo(ask).then(
      (value) => process.send?.({ number, value }),
      (cause: unknown) => {
        // A bug here is the station's to log: this process has no log of its own.
        process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
        process.exit(1);
      },
    );
  });
  process.on("disconnect", () => process.exit(0));
}

openDarkRoom();
