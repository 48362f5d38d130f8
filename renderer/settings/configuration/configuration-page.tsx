import { FileDown, Undo2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import english from "../../../assets/locales/en/configuration.json";
import french from "../../../assets/locales/fr/configuration.json";
import type { ConfigurationChangeFault, ConfigurationReading } from "../../../main/contract/configuration.ts";
import type { Instant } from "../../../main/core/calendar.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { FileDrop } from "../../parts/file-drop.tsx";
import { useFormats } from "../../parts/formats.ts";
import { addWords, useAreaWords } from "../../parts/language.ts";
import { Notice } from "../../parts/notice.tsx";
import { saveFile } from "../../parts/save-file.ts";
import "./configuration.css";

addWords("configuration", french, english);

interface Read extends ConfigurationReading {
  readonly file: File;
}

/** The whole configuration as one file: written, read with what would change, taken up, and taken back. */
export function ConfigurationPage() {
  const { t } = useAreaWords("configuration");
  const formats = useFormats();
  const asking = useAsking();
  const { run } = asking;
  const [before, setBefore] = useState<Instant | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [fault, setFault] = useState<ConfigurationChangeFault | null>(null);
  const [isPut, setPut] = useState(false);
  const look = useCallback(
    () => run(async () => setBefore((await station.configuration.look()).before)),
    [run],
  );
  useEffect(() => void look(), [look]);
  const write = () =>
    run(async () => saveFile("guichet-configuration.json", await station.configuration.write()));
  const choose = (file: File) =>
    run(async () => {
      setPut(false);
      const answer = await station.configuration.read({ file });
      setFault(answer.ok ? null : answer.fault);
      setRead(answer.ok ? { ...answer.value, file } : null);
    });
  const change = (put: () => ReturnType<typeof station.configuration.back>) =>
    run(async () => {
      const answer = await put();
      setFault(answer.ok ? null : answer.fault);
      if (!answer.ok) return;
      setRead(null);
      setPut(true);
      setBefore((await station.configuration.look()).before);
      announce(t("put.what"));
    });
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      <section className="settings-section" aria-labelledby="configuration-write">
        <h4 id="configuration-write">{t("write.title")}</h4>
        <p>{t("write.more")}</p>
        <Button icon={FileDown} busy={asking.busy} onPress={() => void write()}>
          {t("write.button")}
        </Button>
      </section>
      <section className="settings-section" aria-labelledby="configuration-read">
        <h4 id="configuration-read">{t("read.title")}</h4>
        <FileDrop
          words={t("read.drop")}
          browse={t("read.browse")}
          more={t("read.more")}
          accept={["application/json", ".json"]}
          busy={asking.busy}
          onFile={(file) => void choose(file)}
        />
        {read !== null && (
          <>
            <p>
              {t("read.of", { file: read.file.name, day: formats.longDay(formats.dayOf(read.exportedAt)) })}{" "}
              {read.differences.length === 0
                ? t("read.same")
                : t("read.changes", { count: read.differences.length })}
            </p>
            {read.differences.length > 0 && (
              <>
                <table className="configuration-differences">
                  <thead>
                    <tr>
                      <th scope="col">{t("column.at")}</th>
                      <th scope="col">{t("column.before")}</th>
                      <th scope="col">{t("column.after")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {read.differences.map((one) => (
                      <tr key={one.at}>
                        <th scope="row">{one.at}</th>
                        <td>{one.before ?? t("nothing")}</td>
                        <td>{one.after ?? t("nothing")}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <Button
                  kind="primary"
                  busy={asking.busy}
                  onPress={() => void change(() => station.configuration.put({ file: read.file }))}
                >
                  {t("read.put")}
                </Button>
              </>
            )}
          </>
        )}
        {fault !== null && (
          <Notice
            tone="warn"
            urgent
            what={t(`fault.${fault.kind}.what`)}
            todo={t(`fault.${fault.kind}.todo`, { at: "at" in fault ? fault.at : "" })}
          />
        )}
        {isPut && <Notice tone="good" urgent what={t("put.what")} todo={t("put.todo")} />}
        {asking.brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      </section>
      {before !== null && (
        <section className="settings-section" aria-labelledby="configuration-back">
          <h4 id="configuration-back">{t("back.title")}</h4>
          <p>{t("back.more", { day: formats.longDay(formats.dayOf(before)), time: formats.time(before) })}</p>
          <Button
            icon={Undo2}
            busy={asking.busy}
            onPress={() => void change(() => station.configuration.back())}
          >
            {t("back.button")}
          </Button>
        </section>
      )}
    </>
  );
}
