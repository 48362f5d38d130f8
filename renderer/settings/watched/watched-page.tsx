import { FolderSearch, FolderX } from "lucide-react";
import { useState } from "react";
import { importKind } from "../../../main/contract/imports.ts";
import type { WatchedView } from "../../../main/contract/watched.ts";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { useFormats } from "../../parts/formats.ts";
import { liveOf, useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { FormField, FormSelect } from "../form-field.tsx";
import { TakenFiles } from "./taken-files.tsx";
import { useWatchedWords } from "./words.ts";
import "./watched.css";

const watchedLive = liveOf((signal) => station.watched.live(undefined, { signal }));
const kinds = ["auto", ...importKind.options] as const;

/** The folder another system leaves its files in by night: which, how it stands, and what came out of it. */
export function WatchedPage() {
  const { t } = useWatchedWords();
  const view = useLive(watchedLive);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {view !== undefined && (
        <>
          <FolderForm key={JSON.stringify(view.chosen)} chosen={view.chosen} />
          <Standing view={view} />
          <TakenFiles taken={view.taken} />
        </>
      )}
    </>
  );
}

function FolderForm({ chosen }: Pick<WatchedView, "chosen">) {
  const { t } = useWatchedWords();
  const { run, busy, brokenOff } = useAsking();
  const [folder, setFolder] = useState(chosen?.folder ?? "");
  const [kind, setKind] = useState<(typeof kinds)[number]>(chosen?.as ?? "auto");
  const [unreadable, setUnreadable] = useState(false);
  const choose = (wanted: WatchedView["chosen"]) =>
    void run(async () => {
      const answer = await station.watched.choose({ folder: wanted });
      setUnreadable(!answer.ok);
      if (answer.ok) announce(t("saved"));
    });
  return (
    <form
      className="settings-section watched-form"
      aria-label={t("folder")}
      onSubmit={(event) => {
        event.preventDefault();
        if (folder.trim() !== "") choose({ folder: folder.trim(), as: kind === "auto" ? null : kind });
      }}
    >
      <FormField
        label={t("folder")}
        hint={t("folderHint")}
        value={folder}
        wrong={unreadable}
        onChange={setFolder}
      />
      <FormSelect
        label={t("as")}
        value={kind}
        options={kinds}
        words={(one) => t(`kinds.${one}`)}
        onChoose={setKind}
      />
      {unreadable && <Notice tone="stop" urgent what={t("unreadable")} todo={t("unreadableTodo")} />}
      {brokenOff && <Notice tone="warn" urgent what={t("interface:common.interrupted")} />}
      <div className="watched-buttons">
        <Button kind="primary" submit busy={busy} disabled={folder.trim() === ""}>
          {t(chosen === null ? "watch" : "change")}
        </Button>
        {chosen !== null && (
          <Button icon={FolderX} busy={busy} onPress={() => choose(null)}>
            {t("stop")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Standing({ view }: { readonly view: WatchedView }) {
  const { t } = useWatchedWords();
  const formats = useFormats();
  const { run, busy } = useAsking();
  const { state, waiting, lastLookAt } = view;
  const tone = state === "unreadable" ? "stop" : state === "watching" ? "good" : "quiet";
  return (
    <section className="settings-section watched-standing" aria-live="polite" aria-label={t("heading")}>
      <p className="watched-state">
        <StateMark tone={tone} />
        {t(`state.${state}`, { files: formats.list(waiting) })}
      </p>
      {state === "unreadable" && <p>{t("unreadableTodo")}</p>}
      {lastLookAt !== null && (
        <p className="quiet">
          {t("lastLook", {
            when: `${formats.shortDay(formats.dayOf(lastLookAt))} ${formats.time(lastLookAt)}`,
          })}
        </p>
      )}
      {view.chosen !== null && (
        <>
          <p className="quiet">{t("whole")}</p>
          <Button icon={FolderSearch} busy={busy} onPress={() => void run(() => station.watched.look())}>
            {t("now")}
          </Button>
        </>
      )}
    </section>
  );
}
