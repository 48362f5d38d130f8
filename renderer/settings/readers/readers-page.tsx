import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { type ReaderShown, type ReadersShown, type RoleName, readersLive } from "./live.ts";
import { ReaderRow } from "./reader-row.tsx";
import { RoleRow } from "./role-row.tsx";
import { useReaderWords } from "./words.ts";
import "./readers.css";

const roleNames: readonly RoleName[] = ["desk", "printer", "kiosk"];

/** The readers of this machine, as they come and go, and what each is for. */
export function ReadersPage() {
  const { t } = useReaderWords();
  const view = useLive(readersLive);
  return (
    <>
      <h3>{t("readers.heading")}</h3>
      <p className="quiet">{t("readers.intro")}</p>
      {view === undefined ? <output>{t("readers.loading")}</output> : <Readers view={view} />}
    </>
  );
}

function Readers({ view }: { readonly view: ReadersShown }) {
  const { t } = useReaderWords();
  const { service, readers } = view;
  return (
    <>
      {service.state === "absent" && (
        <div className="settings-section">
          <Notice
            tone="warn"
            what={t("readers.service.what")}
            todo={t(service.cause === "no-library" ? "readers.service.noLibrary" : "readers.service.stopped")}
            why={t("readers.service.why", { cause: service.cause })}
          />
        </div>
      )}
      <section className="settings-section" aria-labelledby="reader-roles">
        <h4 id="reader-roles">{t("readers.rolesHeading")}</h4>
        <ul className="reader-roles">
          {roleNames.map((role) => (
            <RoleRow key={role} role={role} view={view} />
          ))}
        </ul>
      </section>
      <section className="settings-section" aria-labelledby="readers-plugged">
        <h4 id="readers-plugged">{t("readers.listHeading")}</h4>
        <p className="quiet">{t("readers.listHint")}</p>
        <ul className="readers">
          {worthShowing(readers).map((reader) => (
            <ReaderRow key={reader.name} reader={reader} />
          ))}
        </ul>
        {service.state === "present" && !readers.some(({ simulated }) => !simulated) && (
          <p className="quiet">{t("readers.none")}</p>
        )}
      </section>
    </>
  );
}

/** Real readers first; simulated ones only while they are for something, or there is nothing else. */
function worthShowing(readers: readonly ReaderShown[]): readonly ReaderShown[] {
  const real = readers.filter(({ simulated }) => !simulated);
  return [
    ...real,
    ...readers.filter(({ simulated, roles }) => simulated && (roles.length > 0 || real.length === 0)),
  ];
}
