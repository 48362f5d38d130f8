import { X } from "lucide-react";
import { Suspense, useEffect, useRef } from "react";
import { goTo } from "../desk/place.ts";
import { Button } from "../parts/button.tsx";
import { useKeys } from "../parts/keyboard.ts";
import { Notice } from "../parts/notice.tsx";
import { useSession } from "../parts/session.ts";
import { pageScreens } from "./page-screens.ts";
import { pagesFor, type SettingsPageName, settingsGroups } from "./pages.ts";
import { useSettingsWords } from "./words.ts";
import "./settings-room.css";

/** The settings: their pages on the left, one of them open. The desk goes on serving meanwhile. */
export function SettingsRoom({ page }: { readonly page: SettingsPageName }) {
  const { t } = useSettingsWords();
  const content = useRef<HTMLDivElement>(null);
  const session = useSession();
  const shown = pagesFor(session?.state === "signed-in" ? session.operator.roles : []);
  const groups = settingsGroups.filter((group) => shown.some((each) => each.group === group));
  const Page = pageScreens[page];
  useKeys((event) => {
    if (event.key === "Escape") goTo({ at: "day" });
  });
  useEffect(() => {
    if (page !== undefined) content.current?.scrollTo({ top: 0 });
  }, [page]);

  return (
    <>
      <nav className="settings-list" aria-label={t("pages")}>
        <h2>{t("title")}</h2>
        <p className="quiet">{t("intro")}</p>
        {groups.map((group) => (
          <section key={group} aria-labelledby={`settings-group-${group}`}>
            <h3 id={`settings-group-${group}`}>{t(`group.${group}`)}</h3>
            <ul>
              {shown
                .filter((each) => each.group === group)
                .map(({ name }) => (
                  <li key={name}>
                    <a
                      href={`#settings/${name}`}
                      aria-current={name === page ? "page" : undefined}
                      onClick={(event) => {
                        event.preventDefault();
                        goTo({ at: "settings", page: name });
                      }}
                    >
                      {t(`page.${name}`)}
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
      <main id="visit-main" className="settings-page" aria-label={t(`page.${page}`)} tabIndex={-1}>
        <div className="settings-close">
          <Button kind="quiet" icon={X} label={t("back")} onPress={() => goTo({ at: "day" })} />
        </div>
        <div className="settings-content" ref={content}>
          <Suspense>
            {shown.some((each) => each.name === page) ? (
              <Page />
            ) : (
              <Notice tone="warn" what={t("door:notAllowed")} />
            )}
          </Suspense>
        </div>
      </main>
    </>
  );
}
