import { lazy, Suspense, useEffect } from "react";
import { hexOf, readableOnWhite, rgbOf } from "../../main/core/colour.ts";
import { ConnectionBar } from "../desk/connection-bar.tsx";
import { Shell } from "../desk/shell.tsx";
import { useWords } from "../parts/language.ts";
import { useSession } from "../parts/session.ts";
import { useFacts } from "../parts/station.ts";
import { IdleWatch } from "./idle-watch.tsx";
import "./door.css";

// The forms are read when somebody stands before them: whoever goes on with their session does not wait for them.
const FirstStart = lazy(async () => ({ default: (await import("./first-start.tsx")).FirstStart }));
const LockScreen = lazy(async () => ({ default: (await import("./lock-screen.tsx")).LockScreen }));
const StartPage = lazy(async () => ({ default: (await import("./start-page.tsx")).StartPage }));
const SignIn = lazy(async () => ({ default: (await import("./sign-in.tsx")).SignIn }));

/** What stands between a window and the desk: nobody sees the day before they have signed in. A locked desk stays as it was, out of sight. */
export function Door() {
  const { t } = useWords();
  const session = useSession();
  const accent = useFacts()?.accent;
  useEffect(() => {
    if (accent === undefined) return;
    // All accented colours follow from this one: a shade of it that can be read, by day and by night.
    document.documentElement.style.setProperty("--accent", hexOf(readableOnWhite(rgbOf(accent))));
  }, [accent]);
  const inside = session?.state === "signed-in" || session?.state === "locked";
  useEffect(() => {
    if (!inside) document.title = t("app.name");
  }, [inside, t]);
  const opened = session?.state === "opened";
  useEffect(() => {
    // What answers from now on is the desk itself, to whoever connects anew.
    if (opened) location.reload();
  }, [opened]);
  if (session === undefined || session.state === "opened") return <ConnectionBar />;
  if (session.state === "start") {
    return (
      <Suspense>
        <StartPage session={session} />
      </Suspense>
    );
  }
  if (session.state === "first-start")
    return (
      <Suspense>
        <FirstStart />
      </Suspense>
    );
  if (session.state === "signed-out") {
    return (
      <Suspense>
        <SignIn session={session} />
      </Suspense>
    );
  }
  const locked = session.state === "locked";
  return (
    <>
      <div className="inside" data-locked={locked || undefined} inert={locked}>
        <Shell />
      </div>
      {session.state === "signed-in" && <IdleWatch lockAfterMs={session.lockAfterMs} />}
      <Suspense>{locked && <LockScreen session={session} />}</Suspense>
    </>
  );
}
