import { ChevronRight, TerminalSquare } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Found } from "../../main/contract/board.ts";
import { station } from "../call.ts";
import { Keycap } from "../parts/keycap.tsx";
import { speak, useWords } from "../parts/language.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { boardLive, useFacts } from "../parts/station.ts";
import { useStore } from "../parts/store.ts";
import { paint, theme } from "../parts/theme.ts";
import { type CommandName, commandsFor, commandsMatching } from "./commands.ts";
import { act, callNext, fullName, welcome } from "./moves.ts";
import { goTo, overlay } from "./place.ts";
import { openWaitingScreen } from "./queue/open-waiting.ts";
import { toneOf } from "./readiness.ts";

/** One thing found, and what taking it does. */
export type Hit = { readonly id: string; readonly take: () => void } & (
  | { readonly kind: "student"; readonly found: Found; readonly openPage: () => void }
  | { readonly kind: "command"; readonly name: CommandName }
);

const pauseMs = 80;

/** What the text finds: commands at once, students as the station answers. */
export function useHits(
  text: string,
  open: boolean,
  onFound: (found: readonly Hit[], commands: readonly Hit[]) => void,
): { readonly hits: readonly Hit[]; readonly settled: boolean } {
  const { t, language } = useWords();
  const simulated = useFacts()?.simulated === true;
  const now = useStore(theme);
  const [answer, setAnswer] = useState<{ readonly to: string; readonly found: readonly Found[] }>();

  const commands = commandsMatching(text, commandsFor(language, now, simulated), (name) =>
    t(`command.${name}`),
  ).map(commandHit);
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    if (!open || text.trim() === "") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await station.board.search({ text }, { signal: stop.signal });
        if (stop.signal.aborted) return;
        setAnswer({ to: text, found });
        onFound(found.map(studentHit), latest.current);
      } catch {
        // The next key asks again; a lost connection is said elsewhere.
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, open, onFound]);

  const found = text.trim() === "" ? [] : (answer?.found ?? []);
  return {
    hits: [...found.map(studentHit), ...commands],
    settled: text.trim() === "" || answer?.to === text,
  };
}

function studentHit(found: Found): Hit {
  const { studentId } = found;
  return {
    kind: "student",
    id: studentId,
    found,
    openPage: () => goTo({ at: "student", studentId }),
    take: () => takeFound(found),
  };
}

/** The one hit that may be taken unseen: whose code or ticket it is, or the only one; null when somebody has to choose. */
export function surestOf(hits: readonly Hit[]): Hit | null {
  const [first, second] = hits;
  if (first === undefined) return null;
  const isSure = second === undefined || (first.kind === "student" && first.found.exactly !== null);
  return isSure ? first : null;
}

/** A name opens the visit, or begins one. Who shows their appointment has arrived; whose ticket is named is called. */
function takeFound(found: Found): void {
  const { visitId } = found;
  if (visitId === null) return void welcome(found);
  const does = doesOf(found);
  if (does === "arrives" || does === "called") {
    return void act({ ...found, visitId }, does === "arrives" ? "arrived" : "being-served");
  }
  goTo({ at: "visit", visitId });
}

function doesOf({ visitId, exactly }: Found): "walkIn" | "arrives" | "called" | "onBoard" | "otherDay" {
  if (visitId === null) return "walkIn";
  if (exactly?.day !== undefined && exactly.day !== boardLive.read()?.day) return "otherDay";
  if (exactly?.by === "appointment" && (exactly.state === "expected" || exactly.state === "absent"))
    return "arrives";
  return exactly?.by === "ticket" && exactly.state === "arrived" ? "called" : "onBoard";
}

function commandHit(name: CommandName): Hit {
  return { kind: "command", id: name, name, take: () => run(name) };
}

function run(name: CommandName): void {
  switch (name) {
    case "next":
      if (boardLive.read() !== undefined) void callNext();
      break;
    case "preflight":
      goTo({ at: "preflight" });
      break;
    case "waiting":
      openWaitingScreen();
      break;
    case "import":
      goTo({ at: "import" });
      break;
    case "settings":
      goTo({ at: "settings", page: "desk" });
      break;
    case "keys":
    case "bench":
      overlay.write(name);
      break;
    case "toEnglish":
      speak("en");
      break;
    case "toFrench":
      speak("fr");
      break;
    case "light":
    case "dark":
    case "system":
      paint(name);
  }
}

interface SearchHitsProps {
  readonly id: string;
  readonly hits: readonly Hit[];
  readonly chosen: Hit | undefined;
  /** The text nothing was found for, once the station has answered. */
  readonly nothing: string | null;
  readonly onTake: (hit: Hit) => void;
  readonly onOpenPage: (hit: Hit) => void;
}

/** The list below the field. The focus stays in the field; the chosen line is told to screen readers by its id. */
export function SearchHits({ id, hits, chosen, nothing, onTake, onOpenPage }: SearchHitsProps) {
  const { t } = useWords();
  return (
    <div className="hits">
      {nothing !== null && (
        <div className="hits-none">
          <p>{t("search.none", { text: nothing })}</p>
          <p>{t("search.noneTodo")}</p>
        </div>
      )}
      {/* The focus stays in the field: these are the list and options of a combobox, not controls. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div role="listbox" id={id} aria-label={t("search.results")}>
        {hits.map((hit, i) => (
          <div
            key={hit.id}
            id={`${id}-${hit.id}`}
            className="hit"
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            data-begins={(i > 0 && hits[i - 1]?.kind !== hit.kind) || undefined}
            aria-selected={hit === chosen}
            onPointerDown={(event) => {
              event.preventDefault();
              const onPage = event.target instanceof Element && event.target.closest("[data-page]") !== null;
              if (onPage) onOpenPage(hit);
              else onTake(hit);
            }}
          >
            {hit.kind === "student" ? (
              <FoundStudent found={hit.found} isChosen={hit === chosen} />
            ) : (
              <FoundCommand name={hit.name} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function FoundStudent({ found, isChosen }: { readonly found: Found; readonly isChosen: boolean }) {
  const { t } = useWords();
  const why = found.concerns.map((concern) => t(`reasons:concern.${concern}.title`)).join(", ");
  return (
    <>
      <StateMark tone={toneOf(found.readiness)} />
      <span className="hit-words">
        <span className="hit-name">{fullName(found)}</span>
        <span className="hit-more">
          <span className="mono">{found.studentNumber}</span> · {found.level} · {found.programme}
          {why !== "" && ` · ${why}`}
        </span>
      </span>
      <span className="hit-does">
        {t(`search.${doesOf(found)}`)}
        <ChevronRight aria-hidden="true" />
      </span>
      <span className="hit-page" data-page>
        {t("search.page")}
        {isChosen && <Keycap name={`${t("keys.names.shift")} ${t("keys.names.enter")}`} />}
      </span>
    </>
  );
}

function FoundCommand({ name }: { readonly name: CommandName }) {
  const { t } = useWords();
  return (
    <>
      <TerminalSquare aria-hidden="true" />
      <span className="hit-name">{t(`command.${name}`)}</span>
    </>
  );
}
