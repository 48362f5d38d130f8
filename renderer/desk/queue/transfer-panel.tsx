import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Board } from "../../../main/contract/board.ts";
import { Button } from "../../parts/button.tsx";
import { Keycap } from "../../parts/keycap.tsx";
import { fullName, type Person, sendOn, sentOn } from "../moves.ts";
import { useQueueWords } from "./words.ts";
import "./transfer-panel.css";

/** Where somebody is sent on to: any desk of a service, or one desk. Digits choose; Escape sends nobody. */
export function TransferPanel({ person, board }: { readonly person: Person; readonly board: Board }) {
  const { t, language } = useQueueWords();
  const panel = useRef<HTMLDialogElement>(null);
  const line = board.lines.find(({ visitId }) => visitId === person.visitId);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>("li button")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const { services, desks } = board.plan;
  const present = line?.service ?? services[0]?.id;
  const ways = [
    ...services
      .filter(({ id }) => id !== present || line?.forDesk !== null)
      .map(({ id, letter, name }) => ({ words: `${letter} · ${name[language]}`, service: id, desk: null })),
    ...desks
      .filter(({ id }) => id !== line?.forDesk && desks.length > 1)
      .map((desk) => ({ words: desk.name, service: present, desk: desk.id })),
  ];
  const choose = (place: number) => {
    const way = ways[place];
    if (way?.service !== undefined) void sendOn(person, way.service, way.desk);
  };
  return (
    <dialog
      open
      className="transfer"
      ref={panel}
      aria-label={t("transfer.title", { name: fullName(person) })}
      onKeyDown={(event) => {
        if (!/^[1-9]$/.test(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
        choose(Number(event.key) - 1);
      }}
    >
      <div className="transfer-head">
        <h2>{t("transfer.title", { name: fullName(person) })}</h2>
        <Button
          kind="quiet"
          icon={X}
          label={t("interface:common.close")}
          onPress={() => sentOn.write(null)}
        />
      </div>
      <p className="quiet">{t("transfer.keeps")}</p>
      {ways.length === 0 ? (
        <p>{t("transfer.nowhere")}</p>
      ) : (
        <ol>
          {ways.map(({ words }, place) => (
            <li key={words}>
              <button type="button" onClick={() => choose(place)}>
                {place < 9 && <Keycap name={String(place + 1)} />}
                {words}
              </button>
            </li>
          ))}
        </ol>
      )}
    </dialog>
  );
}
