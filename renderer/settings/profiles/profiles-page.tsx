import { FileJson } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { station } from "../../call.ts";
import { announce } from "../../parts/announcer.tsx";
import { useAsking } from "../../parts/asking.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { useStore } from "../../parts/store.ts";
import { Compared } from "./compared.tsx";
import { inForceOn, keyOf, lookAtShelf, type Profile, type Shelf, type Shelved, shelf } from "./shelf.ts";
import { useProfileWords } from "./words.ts";
import "../readers/readers.css";
import "./profiles.css";

type Refused = Extract<Awaited<ReturnType<typeof station.profiles.keep>>, { readonly ok: false }>["fault"];

/** The chip profiles: what each says, what differs between two of them or from a card, and which one is in force. */
export function ProfilesPage() {
  const { t } = useProfileWords();
  const seen = useStore(shelf);
  useEffect(() => void lookAtShelf(), []);
  return (
    <>
      <h3>{t("heading")}</h3>
      <p className="quiet">{t("intro")}</p>
      {seen === null ? (
        <output className="settings-section">{t("loading")}</output>
      ) : (
        <Profiles seen={seen} />
      )}
    </>
  );
}

function Profiles({ seen }: { readonly seen: Shelf }) {
  const { t, language } = useProfileWords();
  const [candidate, setCandidate] = useState<{ readonly text: string; readonly profile: Profile } | null>(
    null,
  );
  const [refused, setRefused] = useState<Refused | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const asking = useAsking();
  const inForce = inForceOn(seen);
  const shown = seen.profiles.find((each) => keyOf(each) === chosen) ?? null;
  const profile = candidate?.profile ?? shown?.profile ?? inForce;

  const open = (file: File) =>
    asking.run(async () => {
      const text = await file.text();
      const read = await station.profiles.check({ text });
      setRefused(read.ok ? null : read.fault);
      setCandidate(read.ok ? { text, profile: read.value } : null);
    });
  const keep = ({ text, profile: kept }: NonNullable<typeof candidate>) =>
    asking.run(async () => {
      const answer = await station.profiles.keep({ text });
      setRefused(answer.ok ? null : answer.fault);
      if (!answer.ok) return;
      announce(t("candidate.kept", { title: kept.title[language] }));
      setCandidate(null);
      setChosen(`own ${kept.name} ${kept.version}`);
      await lookAtShelf();
    });

  return (
    <>
      <section className="settings-section" aria-labelledby="profile-list">
        <h4 id="profile-list">{t("list")}</h4>
        <ul className="profile-list">
          {seen.profiles.map((each) => (
            <li key={keyOf(each)}>
              <ProfileLine
                shelved={each}
                inForce={each.profile === inForce}
                pressed={candidate === null && each.profile === profile}
                onPress={() => {
                  setCandidate(null);
                  setChosen(keyOf(each));
                }}
              />
            </li>
          ))}
        </ul>
        {seen.broken.map(({ file, at }) => (
          <Notice key={file} tone="stop" what={t("broken.what", { file })} todo={t("broken.todo")} why={at} />
        ))}
        <div className="profile-tools">
          <input
            ref={picker}
            type="file"
            accept=".json,application/json"
            hidden
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = "";
              if (file !== undefined) void open(file);
            }}
          />
          <Button icon={FileJson} onPress={() => picker.current?.click()}>
            {t("open")}
          </Button>
        </div>
        {refused !== null && <RefusedNotice fault={refused} />}
        {asking.brokenOff && <Notice urgent tone="warn" what={t("fault.interrupted")} />}
      </section>
      {candidate !== null && (
        <section className="settings-section" aria-labelledby="profile-candidate">
          <h4 id="profile-candidate">{t("candidate.heading")}</h4>
          <p className="quiet">{t("candidate.more")}</p>
          <div className="profile-tools">
            <Button kind="primary" busy={asking.busy} onPress={() => void keep(candidate)}>
              {t("candidate.keep")}
            </Button>
            <Button kind="quiet" onPress={() => setCandidate(null)}>
              {t("candidate.drop")}
            </Button>
          </div>
        </section>
      )}
      {profile !== null && (
        <>
          {candidate === null && shown !== null && shown.from !== "former" && shown.profile !== inForce && (
            <PutInForce key={keyOf(shown)} profile={shown.profile} />
          )}
          <Compared key={`${profile.name} ${profile.version}`} seen={seen} profile={profile} />
        </>
      )}
    </>
  );
}

interface ProfileLineProps {
  readonly shelved: Shelved;
  readonly inForce: boolean;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function ProfileLine({ shelved: { profile, from }, inForce, pressed, onPress }: ProfileLineProps) {
  const { t, language } = useProfileWords();
  return (
    <button type="button" aria-pressed={pressed} onClick={onPress}>
      <span>
        <strong>{profile.title[language]}</strong>
        <span className="quiet">{t("nameVersion", { name: profile.name, version: profile.version })}</span>
      </span>
      <span className="chip">{t(`from.${from}`)}</span>
      {inForce && (
        <span className="profile-in-force">
          <StateMark tone="good" /> {t("inForce")}
        </span>
      )}
    </button>
  );
}

/** Every card from now on is written so: it is asked once more. */
function PutInForce({ profile }: { readonly profile: Profile }) {
  const { t, language } = useProfileWords();
  const [sure, setSure] = useState(false);
  const asking = useAsking();
  const title = profile.title[language];
  const choose = () =>
    asking.run(async () => {
      const answer = await station.profiles.choose({ name: profile.name });
      await lookAtShelf();
      if (answer.ok) announce(t("chosen", { title }));
    });
  if (!sure) {
    return (
      <div className="profile-tools">
        <Button kind="primary" onPress={() => setSure(true)}>
          {t("choose")}
        </Button>
      </div>
    );
  }
  return (
    <div className="settings-section">
      <Notice urgent tone="warn" what={t("sure.what", { title })} means={t("sure.means")}>
        <Button kind="primary" takesFocus busy={asking.busy} onPress={() => void choose()}>
          {t("sure.yes")}
        </Button>
        <Button kind="quiet" onPress={() => setSure(false)}>
          {t("sure.no")}
        </Button>
      </Notice>
    </div>
  );
}

function RefusedNotice({ fault }: { readonly fault: Refused }) {
  const { t } = useProfileWords();
  if (fault.kind === "same-version") {
    const { name, version } = fault;
    return (
      <Notice
        urgent
        tone="stop"
        what={t("fault.same-version.what", { name, version })}
        todo={t("fault.same-version.todo")}
      />
    );
  }
  return (
    <Notice
      urgent
      tone="stop"
      what={t("fault.profile-malformed.what")}
      todo={t("fault.profile-malformed.todo")}
      why={fault.at}
    />
  );
}
