import { Volume2 } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import english from "../../assets/locales/en/waiting.json";
import french from "../../assets/locales/fr/waiting.json";
import type { WaitingScreen as Shown } from "../../main/contract/queue.ts";
import { connection, station } from "../call.ts";
import { Button } from "../parts/button.tsx";
import { formatsOf } from "../parts/formats-of.ts";
import { liveOf, useLive } from "../parts/live.ts";
import { useMinute } from "../parts/now.ts";
import { useFacts } from "../parts/station.ts";
import { useChime } from "./chime.ts";
import "./waiting-screen.css";

const screenLive = liveOf((signal) => station.queue.screen(undefined, { signal }));
/** What a hall reads at a glance: the rest of those at desks have sat down long ago. */
const mostCalled = 6;

/** What those who wait read from their chairs: which ticket goes to which desk, in both languages, and nobody's name. */
export function WaitingScreen() {
  const screen = useLive(screenLive);
  const facts = useFacts();
  const now = useMinute();
  const heard = useSyncExternalStore(connection.subscribe, connection.read);
  const called = screen?.called.slice(0, mostCalled) ?? [];
  const [latest] = called;
  const chime = useChime(
    latest === undefined ? null : `${latest.ticket} ${latest.calls}`,
    screen?.chime === true,
  );
  useEffect(() => {
    document.title = french.title;
  }, []);
  return (
    <main className="waiting">
      <header className="waiting-head">
        <h1>{facts?.university}</h1>
        {heard === "lost" && <Both className="waiting-lost" of="lost" />}
        <p className="waiting-clock">{facts !== undefined && formatsOf("fr", facts.zone).time(now)}</p>
      </header>
      {screen !== undefined && called.length === 0 ? (
        <Both className="waiting-nobody" of="nobody" />
      ) : (
        <Calls called={called} />
      )}
      <footer className="waiting-foot">
        {screen?.waiting.map((one) => (
          <Waiting key={one.letter} of={one} />
        ))}
        {chime.needsTouch && (
          <Button icon={Volume2} onPress={chime.allow}>
            {french.sound} · {english.sound}
          </Button>
        )}
      </footer>
    </main>
  );
}

function Calls({ called }: { readonly called: Shown["called"] }) {
  return (
    <section className="waiting-calls">
      <p className="waiting-labels">
        <Both of="ticket" />
        <Both of="desk" />
      </p>
      <ol aria-live="polite">
        {called.map(({ ticket, desk, calls }) => (
          // Called once more, it is drawn anew and draws the eye again.
          <li key={`${ticket} ${calls}`} className="waiting-call">
            <span className="waiting-ticket mono">{ticket}</span>
            <span className="waiting-desk">{desk}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Waiting({ of: { letter, name, count, waitMs } }: { readonly of: Shown["waiting"][number] }) {
  return (
    <p className="waiting-service">
      <span className="waiting-letter mono">{letter}</span>
      <span className="waiting-name">
        {name.fr}
        <span lang="en">{name.en}</span>
      </span>
      <span className="waiting-count">
        {count}
        <Both of="waiting" />
      </span>
      {waitMs !== null && (
        <span>{french.about.replace("{{minutes}}", String(Math.ceil(waitMs / 60_000)))}</span>
      )}
    </p>
  );
}

interface BothProps {
  readonly of: keyof typeof french;
  readonly className?: string;
}

/** The same words in French, and below in English. */
function Both({ of, className = "" }: BothProps) {
  return (
    <span className={`waiting-both ${className}`}>
      <span lang="fr">{french[of]}</span>
      <span lang="en">{english[of]}</span>
    </span>
  );
}
