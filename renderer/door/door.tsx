import { useEffect } from "react";
import { ConnectionBar } from "../desk/connection-bar.tsx";
import { Shell } from "../desk/shell.tsx";
import { useWords } from "../parts/language.ts";
import { useSession } from "../parts/session.ts";
import { FirstStart } from "./first-start.tsx";
import { IdleWatch } from "./idle-watch.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { SignIn } from "./sign-in.tsx";
import "./door.css";

/** What stands between a window and the desk: nobody sees the day before they have signed in. A locked desk stays as it was, out of sight. */
export function Door() {
  const { t } = useWords();
  const session = useSession();
  const inside = session?.state === "signed-in" || session?.state === "locked";
  useEffect(() => {
    if (!inside) document.title = t("app.name");
  }, [inside, t]);
  if (session === undefined) return <ConnectionBar />;
  if (session.state === "first-start") return <FirstStart />;
  if (session.state === "signed-out") return <SignIn session={session} />;
  const locked = session.state === "locked";
  return (
    <>
      <div className="inside" data-locked={locked || undefined} inert={locked}>
        <Shell />
      </div>
      {session.state === "signed-in" && <IdleWatch lockAfterMs={session.lockAfterMs} />}
      {locked && <LockScreen session={session} />}
    </>
  );
}
