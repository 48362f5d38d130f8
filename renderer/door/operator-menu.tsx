import { KeyRound, Lock, UserRound, Users } from "lucide-react";
import { useId, useRef } from "react";
import { goTo } from "../desk/place.ts";
import { Button } from "../parts/button.tsx";
import { useDoorWords, useWords } from "../parts/language.ts";
import { signOut, useSession } from "../parts/session.ts";
import { lock } from "./idle-watch.tsx";
import "./operator-menu.css";

/** Who is signed in, and what they can do about it. */
export function OperatorMenu() {
  const { t } = useDoorWords();
  const common = useWords().t;
  const session = useSession();
  const menu = useRef<HTMLElement>(null);
  const id = useId();
  if (session?.state !== "signed-in") return null;
  const { name, roles } = session.operator;
  const close = () => menu.current?.hidePopover();
  return (
    <div className="operator">
      <button
        type="button"
        className="button"
        data-kind="quiet"
        popoverTarget={id}
        aria-label={t("menu.of", { name })}
      >
        <UserRound aria-hidden="true" />
        <span>{name}</span>
      </button>
      <section
        ref={menu}
        id={id}
        popover="auto"
        className="operator-menu"
        aria-label={t("menu.of", { name })}
      >
        <p>
          <strong>{name}</strong>
          <span>{roles.map((one) => t(`role.${one}`)).join(" · ")}</span>
        </p>
        <Button
          kind="quiet"
          icon={Lock}
          keycap={`${common("keys.names.ctrl")} L`}
          onPress={() => {
            close();
            lock();
          }}
        >
          {t("menu.lock")}
        </Button>
        <Button kind="quiet" icon={Users} onPress={() => void signOut()}>
          {t("menu.other")}
        </Button>
        <Button
          kind="quiet"
          icon={KeyRound}
          onPress={() => {
            close();
            goTo({ at: "settings", page: "my-pin" });
          }}
        >
          {t("menu.pin")}
        </Button>
      </section>
    </div>
  );
}
