import { storeOf, useStore } from "./store.ts";

const said = storeOf<{ readonly text: string; readonly turn: number }>({ text: "", turn: 0 });

/** Tells screen readers what just happened, without moving the focus. */
export function announce(text: string): void {
  said.write({ text, turn: said.read().turn + 1 });
}

/** The one place announcements are read from. Two regions take turns, so that the same words twice are heard twice. */
export function Announcer() {
  const { text, turn } = useStore(said);
  return (
    <div className="only-heard">
      <output>{turn % 2 === 0 ? text : ""}</output>
      <output>{turn % 2 === 1 ? text : ""}</output>
    </div>
  );
}
