import { lazy, Suspense, useEffect } from "react";
import { Announcer } from "../parts/announcer.tsx";
import { isPlainKey, useKeys } from "../parts/keyboard.ts";
import { useWords } from "../parts/language.ts";
import { useLive } from "../parts/live.ts";
import { boardLive, useFacts } from "../parts/station.ts";
import { useStore } from "../parts/store.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { DayBoard } from "./day-board.tsx";
import { actionOfKey } from "./day-order.ts";
import { DeviceLine } from "./device-line.tsx";
import { EmptyDesk } from "./empty-desk.tsx";
import { Header } from "./header.tsx";
import { act, callNext, sentOn, undo } from "./moves.ts";
import { goTo, overlay, place } from "./place.ts";
import { Toast } from "./toast.tsx";
import "./shell.css";

const VisitScreen = lazy(async () => ({ default: (await loadVisit()).VisitScreen }));
const StudentScreen = lazy(async () => ({
  default: (await import("../student/student-screen.tsx")).StudentScreen,
}));
const ImportScreen = lazy(async () => ({
  default: (await import("./import/import-screen.tsx")).ImportScreen,
}));
const PreflightScreen = lazy(async () => ({
  default: (await import("./preflight/preflight-screen.tsx")).PreflightScreen,
}));
const SettingsRoom = lazy(async () => ({
  default: (await import("../settings/settings-room.tsx")).SettingsRoom,
}));
const BenchDrawer = lazy(async () => ({ default: (await import("../bench/bench-drawer.tsx")).BenchDrawer }));
const KeysOverlay = lazy(async () => ({ default: (await import("./keys-overlay.tsx")).KeysOverlay }));
const TransferPanel = lazy(async () => ({
  default: (await import("./queue/transfer-panel.tsx")).TransferPanel,
}));

function loadVisit() {
  return import("./visit/visit-screen.tsx");
}

/** The desk: the day on the left, the visit in the middle, the card on the right, the devices at the bottom. */
export function Shell() {
  const { t, language } = useWords();
  const facts = useFacts();
  const at = useStore(place);
  const over = useStore(overlay);
  const board = useLive(boardLive);
  const hasBoard = board !== undefined;
  const sending = useStore(sentOn);
  useShortcuts();

  useEffect(() => {
    if (facts === undefined) {
      document.title = t("app.name");
      return;
    }
    const university = facts.universityShort || facts.university;
    document.title = t("app.title", { university, lng: language });
  }, [facts, t, language]);

  // The visit is what comes next: its code is fetched once the board is there and nobody waits.
  useEffect(() => {
    if (!hasBoard) return;
    const idle = requestIdleCallback(() => void loadVisit());
    return () => cancelIdleCallback(idle);
  }, [hasBoard]);

  return (
    <div className="desk">
      <button
        type="button"
        className="skip"
        onClick={() => document.querySelector<HTMLElement>("#visit-main :is(h2, h3, button)")?.focus()}
      >
        {t("header.skip")}
      </button>
      <Header />
      <ConnectionBar />
      {at.at !== "settings" && <DayBoard />}
      <Suspense fallback={<main id="visit-main" className="desk-middle" />}>
        {at.at === "visit" && <VisitScreen key={at.visitId} visitId={at.visitId} />}
        {at.at === "student" && <StudentScreen key={at.studentId} studentId={at.studentId} />}
        {at.at === "import" && <ImportScreen />}
        {at.at === "preflight" && <PreflightScreen />}
        {at.at === "settings" && <SettingsRoom page={at.page} />}
        {at.at === "day" && <EmptyDesk />}
      </Suspense>
      <DeviceLine />
      <Suspense>
        {over === "bench" && facts?.simulated === true && <BenchDrawer />}
        {over === "keys" && <KeysOverlay />}
        {sending !== null && board !== undefined && <TransferPanel person={sending} board={board} />}
      </Suspense>
      <Toast />
      <Announcer />
    </div>
  );
}

/** The keys that work everywhere. */
function useShortcuts(): void {
  const facts = useFacts();
  const board = useLive(boardLive);
  useKeys((event) => {
    if (event.key === "Escape" && sentOn.read() !== null) return sentOn.write(null);
    if (event.key === "Escape" && overlay.read() !== "none") return overlay.write("none");
    if (event.ctrlKey && event.key.toLowerCase() === "b" && facts?.simulated === true) {
      event.preventDefault();
      return overlay.write(overlay.read() === "bench" ? "none" : "bench");
    }
    if (event.ctrlKey && event.key === ",") {
      event.preventDefault();
      return goTo(place.read().at === "settings" ? { at: "day" } : { at: "settings", page: "desk" });
    }
    if (!isPlainKey(event)) return;
    if (event.key === "?") overlay.write(overlay.read() === "keys" ? "none" : "keys");
    if (event.key.toLowerCase() === "u") void undo();
    if (board === undefined) return;
    if (event.key.toLowerCase() === "n") return void callNext();
    const at = place.read();
    const open = at.at === "visit" ? board.lines.find(({ visitId }) => visitId === at.visitId) : undefined;
    const action = open === undefined ? null : actionOfKey(event.key, open);
    if (open !== undefined && action !== null && action !== "open") void act(open, action);
  });
}
