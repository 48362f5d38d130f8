import { useState } from "react";
import type { BackupViewShown } from "../../../main/contract/backups.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMinute } from "../../parts/now.ts";
import { AttemptForm } from "./attempt-form.tsx";
import { BackupFaultNotice } from "./backup-fault-notice.tsx";
import { useBackupFormats, useBackupWords } from "./words.ts";

const oldAfterMs = 2 * 86_400_000;

/** The copies that lie in the folder, one more when asked, and whether one of them can be read. */
export function BackupFiles({ view }: { readonly view: BackupViewShown }) {
  const { t } = useBackupWords();
  const formats = useBackupFormats();
  const asking = useAsking();
  const minute = useMinute();
  const [tried, setTried] = useState<string | null>(null);
  const { files, busy, failure, recipient, folder } = view;
  const [newest] = files;
  const trying = files.find(({ name }) => name === tried);
  const make = () =>
    asking.run(async () => {
      const made = await station.backups.make();
      if (!made.ok) return;
      const { bytes, tookMs } = made.value;
      announce(t("files.made", { size: formats.size(bytes), duration: formats.duration(tookMs) }));
    });
  return (
    <section className="settings-section" aria-labelledby="backup-files">
      <h4 id="backup-files">{t("files.heading")}</h4>
      {failure !== null && <BackupFaultNotice fault={failure} />}
      {failure === null && newest !== undefined && minute - newest.madeAt > oldAfterMs && (
        <Notice tone="warn" what={t("files.old.what")} todo={t("files.old.todo")} />
      )}
      {files.length === 0 ? (
        <p>{t("files.none")}</p>
      ) : (
        <div className="keys-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("files.date")}</th>
                <th scope="col">{t("files.size")}</th>
                <th scope="col">{t("files.name")}</th>
                <th scope="col">
                  <span className="only-heard">{t("files.attempt")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {files.map(({ name, bytes, madeAt }) => (
                <tr key={name}>
                  <th scope="row">{formats.moment(madeAt)}</th>
                  <td>{formats.size(bytes)}</td>
                  <td className="keys-path">{name}</td>
                  <td>
                    {tried !== name && (
                      <Button
                        size="small"
                        label={t("files.attemptOf", { date: formats.moment(madeAt) })}
                        onPress={() => setTried(name)}
                      >
                        {t("files.attempt")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="keys-buttons">
        <Button
          kind={recipient !== null && folder !== "" ? "primary" : "plain"}
          busy={asking.busy || busy?.doing === "making"}
          disabled={busy?.doing === "trying"}
          onPress={() => void make()}
        >
          {t("files.make")}
        </Button>
        {busy?.doing === "making" && <output>{t("files.making", { size: formats.size(busy.bytes) })}</output>}
      </div>
      {asking.brokenOff && <Notice urgent tone="warn" what={t("interface:common.interrupted")} />}
      {trying !== undefined && (
        <AttemptForm
          key={trying.name}
          file={trying}
          read={busy?.doing === "trying" ? busy.bytes : null}
          onLeave={() => setTried(null)}
        />
      )}
    </section>
  );
}
