import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../parts/button.tsx";
import { Keycap } from "../parts/keycap.tsx";
import { useWords } from "../parts/language.ts";
import { overlay } from "./place.ts";
import "./keys-overlay.css";

/** Every key of the desk, shown on demand. */
export function KeysOverlay() {
  const { t } = useWords();
  const panel = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const key = (name: "ctrl" | "enter" | "escape" | "space" | "alt" | "shift") => t(`keys.names.${name}`);
  const groups = [
    {
      title: t("keys.everywhere"),
      rows: [
        [[key("ctrl"), "K"], t("keys.search")],
        [[key("shift"), key("enter")], t("keys.page")],
        [["N"], t("keys.next")],
        [["U"], t("keys.undo")],
        [["?"], t("keys.help")],
        [[key("ctrl"), "B"], t("keys.bench")],
        [[key("ctrl"), ","], t("keys.settings")],
        [[key("escape")], t("keys.escape")],
      ],
    },
    {
      title: t("keys.onBoard"),
      rows: [
        [["↑", "↓"], t("keys.move")],
        [[key("enter")], t("keys.enter")],
        [["A"], t("keys.arrived")],
        [["P"], t("keys.serve")],
        [["X"], t("keys.absent")],
        [["R"], t("keys.recall")],
        [["M"], t("keys.park")],
        [["T"], t("keys.transfer")],
        [["O"], t("keys.open")],
      ],
    },
    {
      title: t("keys.inVisit"),
      rows: [
        [[key("enter")], t("keys.enter")],
        [[key("alt"), "1–5"], t("keys.steps")],
        [[key("space")], t("keys.capture")],
      ],
    },
    {
      title: t("keys.onFraming"),
      rows: [
        [["←", "↑", "→", "↓"], t("keys.pan")],
        [["+", "−"], t("keys.zoom")],
        [["<", ">"], t("keys.turn")],
        [["R"], t("keys.quarter")],
        [[key("ctrl"), "Z"], t("keys.takeBack")],
      ],
    },
  ] as const;
  return (
    <dialog open className="keys" ref={panel} tabIndex={-1} aria-label={t("keys.title")}>
      <div className="keys-head">
        <h2>{t("keys.title")}</h2>
        <Button kind="quiet" icon={X} label={t("common.close")} onPress={() => overlay.write("none")} />
      </div>
      <div className="keys-groups">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.rows.map(([keys, does]) => (
                <div key={does}>
                  <dt>
                    {keys.map((one) => (
                      <Keycap key={one} name={one} heard />
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
