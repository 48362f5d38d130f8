import {
  ArrowRightLeft,
  ChevronRight,
  type LucideIcon,
  Megaphone,
  Pause,
  Play,
  RotateCcw,
  UserCheck,
  UserX,
} from "lucide-react";
import { memo } from "react";
import type { BoardLine } from "../../main/contract/board.ts";
import type { VisitId } from "../../main/core/ids.ts";
import { useFormats } from "../parts/formats.ts";
import type { Formats } from "../parts/formats-of.ts";
import { useWords } from "../parts/language.ts";
import { useMinute } from "../parts/now.ts";
import { StateMark } from "../parts/state-mark.tsx";
import { actionOfKey, type LineAction, lineActions, minutesLate, minutesSince } from "./day-order.ts";
import { act, fullName } from "./moves.ts";
import { toneOf } from "./readiness.ts";
import "./board-line.css";

interface BoardLineItemProps {
  readonly line: BoardLine;
  /** Its visit is the one in the middle of the desk. */
  readonly open: boolean;
  /** The one line Tab comes to. */
  readonly current: boolean;
  /** Somebody else on the board has the same name: both are named with their number. */
  readonly namesake: boolean;
  readonly onWalk: (to: VisitId) => void;
  /** Keys that go from line to line. */
  readonly onKey: (event: React.KeyboardEvent) => void;
}

/** One line of the day: hour, name, programme, readiness with its reason, and what can be done. */
export const BoardLineItem = memo(function BoardLineItem(props: BoardLineItemProps) {
  const { line, open, current, namesake, onWalk } = props;
  const { t } = useWords();
  const formats = useFormats();
  const name = namesake
    ? t("board.namesake", { name: fullName(line), number: line.studentNumber })
    : fullName(line);
  const tabIndex = current ? 0 : -1;
  const over = line.state === "done";

  const onKey = (event: React.KeyboardEvent) => {
    const action = keyedOf(event.key, line);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (action === null) return props.onKey(event);
    event.preventDefault();
    event.stopPropagation();
    void act(line, action);
  };

  return (
    <li className="line" data-state={line.state} data-open={open || undefined}>
      <button
        type="button"
        className="line-open"
        data-line={line.visitId}
        tabIndex={tabIndex}
        aria-current={open ? "true" : undefined}
        onFocus={() => onWalk(line.visitId)}
        onClick={() => void act(line, "open")}
        onKeyDown={onKey}
      >
        <span className="line-hour">{hourOf(line, formats) ?? t("board.walkIn")}</span>
        <span className="line-top">
          <span className="line-name">{fullName(line)}</span>
          <Since line={line} />
        </span>
        {line.ticket !== null && <span className="line-ticket mono">{line.ticket}</span>}
        <span className="line-bottom">
          {!over && (
            <span className="line-ready" data-tone={toneOf(line.readiness)}>
              <StateMark tone={toneOf(line.readiness)} />
              <span className="line-word">{t(`board.readiness.${line.readiness}`)}</span>
              {line.concerns.length > 0 && (
                <span className="line-why">
                  {line.concerns.map((concern) => t(`reasons:concern.${concern}.title`)).join(", ")}
                </span>
              )}
            </span>
          )}
          <span className="line-course">
            {[namesake ? line.studentNumber : null, line.level, line.programme].filter(Boolean).join(" · ")}
          </span>
        </span>
      </button>
      <span className="line-actions">
        {lineActions(line).map((action, i) => {
          const words = t(`board.actions.${action}`);
          const Icon = i === 0 ? null : iconOf[action];
          return (
            <button
              key={action}
              type="button"
              className="line-action"
              data-first={i === 0 || undefined}
              tabIndex={tabIndex}
              aria-label={t("board.actionFor", { action: words, name })}
              title={Icon === null ? undefined : words}
              onClick={() => void act(line, action)}
            >
              {Icon === null ? words : <Icon aria-hidden="true" />}
            </button>
          );
        })}
      </span>
    </li>
  );
});

function hourOf(line: BoardLine, formats: Formats): string | null {
  return line.dueAt === null ? null : formats.time(line.dueAt);
}

/** Time that passes: waiting, being late. Only these lines are drawn again each minute. */
function Since({ line }: { readonly line: BoardLine }) {
  const { t } = useWords();
  const formats = useFormats();
  if (line.state === "arrived" || line.state === "expected") return <Waiting line={line} />;
  if (line.needsOperator) {
    return (
      <span className="line-since" data-needs-you>
        {t("board.needsYou")}
      </span>
    );
  }
  if (line.state === "being-served" && line.servedAt !== null) {
    const { served } = line;
    const since = t("board.servedSince", { time: formats.time(line.servedAt) });
    return (
      <span className="line-since" title={served?.by ?? undefined}>
        {served === null
          ? since
          : t("board.servedAt", { desk: served.deskName, time: formats.time(line.servedAt) })}
        {served !== null && served.calls > 1 && ` · ${t("board.calls", { count: served.calls })}`}
      </span>
    );
  }
  if (line.closedAt === null) return null;
  return <span className="line-since">{t("board.closedAt", { time: formats.time(line.closedAt) })}</span>;
}

function Waiting({ line }: { readonly line: BoardLine }) {
  const { t } = useWords();
  const now = useMinute();
  const late = minutesLate(line, now);
  if (late !== null) {
    const words = late < 60 ? t("board.late", { minutes: late }) : t("board.lateLong", inHours(late));
    return <span className="line-since">{words}</span>;
  }
  if (line.state !== "arrived" || line.arrivedAt === null) return null;
  const minutes = minutesSince(line.arrivedAt, now);
  const text =
    minutes === 0
      ? t("board.waitingNow")
      : minutes < 60
        ? t("board.waiting", { minutes })
        : t("board.waitingLong", inHours(minutes));
  const { wait } = line;
  const left = wait?.waitMs == null ? null : Math.ceil(wait.waitMs / 60_000);
  return (
    <span
      className="line-since"
      data-long={minutes >= 20 || undefined}
      title={wait === null ? undefined : t("board.ahead", { count: wait.ahead })}
    >
      {text}
      {left !== null && ` · ${t("board.left", { minutes: left })}`}
    </span>
  );
}

function inHours(minutes: number): { readonly hours: number; readonly minutes: string } {
  return { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") };
}

/** Enter does the obvious next thing, O and the right arrow open; the other letters are those of the whole desk. */
function keyedOf(key: string, line: BoardLine): LineAction | null {
  if (key === "Enter") return lineActions(line)[0] ?? null;
  if (key === "o" || key === "ArrowRight") return "open";
  return actionOfKey(key, line);
}

const iconOf: Readonly<Record<LineAction, LucideIcon>> = {
  arrived: UserCheck,
  "being-served": Megaphone,
  open: ChevronRight,
  absent: UserX,
  recall: Megaphone,
  park: Pause,
  unpark: Play,
  transfer: ArrowRightLeft,
  reopen: RotateCcw,
};
