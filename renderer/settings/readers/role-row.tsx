import { useId, useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useHopeful } from "../../parts/hopeful.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { properName, type ReaderShown, type ReadersShown, type RoleName } from "./live.ts";
import { type ReaderWords, useReaderWords } from "./words.ts";

type Chosen = ReadersShown["roles"]["desk"]["chosen"];

interface RoleRowProps {
  readonly role: RoleName;
  readonly view: ReadersShown;
}

/** One thing a reader can be for: which one it is, and what to do when that one is not there. */
export function RoleRow({ role, view }: RoleRowProps) {
  const { t } = useReaderWords();
  const id = useId();
  const { chosen, playedBy } = view.roles[role];
  const played = view.readers.find(({ name }) => name === playedBy) ?? null;
  const [shown, hope] = useHopeful(optionOf(chosen, playedBy));
  const [notKept, setNotKept] = useState(false);
  const choose = async (value: string) => {
    const next = chosenOf(value, view.readers);
    if (next === null) return;
    hope(value);
    setNotKept(false);
    try {
      await station.readers.choose({ role, chosen: next });
      announce(
        t("readers.changed", { role: t(`readers.role.${role}.name`), name: wordsFor(value, view, t) }),
      );
    } catch {
      setNotKept(true);
    }
  };
  return (
    <li className="reader-role">
      <div className="reader-role-name">
        <label htmlFor={id}>{t(`readers.role.${role}.name`)}</label>
        <p className="quiet">{t(`readers.role.${role}.more`)}</p>
      </div>
      <select
        id={id}
        aria-label={t("readers.choose", { role: t(`readers.role.${role}.name`) })}
        value={shown}
        onChange={(event) => void choose(event.target.value)}
      >
        <option value="simulated">{t("readers.option.simulated")}</option>
        {playedBy === null && <option value="missing">{wordsFor("missing", view, t, chosen)}</option>}
        {view.readers
          .filter(({ simulated }) => !simulated)
          .map(({ name }) => (
            <option key={name} value={name}>
              {wordsFor(name, view, t)}
            </option>
          ))}
      </select>
      <RoleState chosen={chosen} played={played} />
      {played === null && chosen.kind === "pcsc" && <Missing chosen={chosen} view={view} />}
      {notKept && <Notice tone="stop" urgent what={t("readers.notKept")} />}
    </li>
  );
}

function RoleState({ chosen, played }: { readonly chosen: Chosen; readonly played: ReaderShown | null }) {
  const { t } = useReaderWords();
  const state =
    played === null
      ? "missing"
      : played.cardPresent
        ? "card"
        : chosen.kind === "simulated"
          ? "simulated"
          : "ready";
  const tone = state === "missing" ? "stop" : state === "simulated" ? "quiet" : "good";
  return (
    <span className="reader-state" data-tone={tone}>
      <StateMark tone={tone} />
      {t(`readers.state.${state}`)}
    </span>
  );
}

/** The reader chosen is not there: absent, broken, or one of several that nothing tells apart. */
function Missing({
  chosen,
  view,
}: {
  readonly chosen: Chosen & { readonly kind: "pcsc" };
  readonly view: ReadersShown;
}) {
  const { t } = useReaderWords();
  const name = properName(chosen.name);
  const alike = view.readers.filter((each) => properName(each.name) === name && !each.simulated);
  const isBroken = alike.some(({ name: each, usable }) => each === chosen.name && !usable);
  if (isBroken) {
    return (
      <Notice
        tone="stop"
        what={t("readers.missing.unusable", { name })}
        todo={t("readers.missing.unusableTodo")}
      />
    );
  }
  return chosen.serial === undefined && alike.length > 1 ? (
    <Notice tone="warn" what={t("readers.missing.alike", { name })} todo={t("readers.missing.alikeTodo")} />
  ) : (
    <Notice tone="stop" what={t("readers.missing.what", { name })} todo={t("readers.missing.todo")} />
  );
}

function optionOf(chosen: Chosen, playedBy: string | null): string {
  if (chosen.kind === "simulated") return "simulated";
  return playedBy ?? "missing";
}

function chosenOf(value: string, readers: readonly ReaderShown[]): Chosen | null {
  if (value === "simulated") return { kind: "simulated" };
  const reader = readers.find(({ name }) => name === value);
  if (reader === undefined) return null;
  const { name, serial } = reader;
  return serial === null ? { kind: "pcsc", name } : { kind: "pcsc", name, serial };
}

function wordsFor(value: string, view: ReadersShown, t: ReaderWords, chosen?: Chosen): string {
  if (value === "simulated") return t("readers.option.simulated");
  if (value === "missing") {
    return t("readers.option.missing", { name: chosen?.kind === "pcsc" ? properName(chosen.name) : "" });
  }
  const reader = view.readers.find(({ name }) => name === value);
  if (reader === undefined) return value;
  const isAlone = view.readers.filter(({ name }) => properName(name) === properName(value)).length === 1;
  // Two of one name and no serial: the numbers PC/SC adds are all there is to tell them apart.
  const name = isAlone || reader.serial !== null ? properName(value) : value;
  return reader.serial === null ? name : t("readers.option.withSerial", { name, serial: reader.serial });
}
