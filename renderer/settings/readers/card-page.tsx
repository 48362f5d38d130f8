import { RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { station } from "../../call.ts";
import { goTo } from "../../desk/place.ts";
import { Button } from "../../parts/button.tsx";
import { useLive } from "../../parts/live.ts";
import { Notice } from "../../parts/notice.tsx";
import { useStore } from "../../parts/store.ts";
import { CardShown } from "./card-shown.tsx";
import { properName, type ReaderShown, readersLive, turnedTo } from "./live.ts";
import { useReaderWords } from "./words.ts";
import "./readers.css";

type Read = Awaited<ReturnType<typeof station.readers.read>> | { readonly ok: "interrupted" };

/** What is on the card that lies on a reader; it is read as soon as it is laid. */
export function CardPage() {
  const { t } = useReaderWords();
  const view = useLive(readersLive);
  const wanted = useStore(turnedTo);
  const readers = view?.readers.filter(({ usable }) => usable) ?? [];
  const reader = readerOf(readers, wanted);
  return (
    <>
      <h3>{t("card.heading")}</h3>
      <p className="quiet">{t("card.intro")}</p>
      {view !== undefined && reader === null && (
        <div className="settings-section">
          <Notice tone="warn" what={t("card.noReader")}>
            <Button onPress={() => goTo({ at: "settings", page: "readers" })}>{t("card.toReaders")}</Button>
          </Notice>
        </div>
      )}
      {reader !== null && <CardOn reader={reader} readers={readers} />}
    </>
  );
}

/** The reader a person turned to, or else one with a card, or else the desk's. */
function readerOf(readers: readonly ReaderShown[], wanted: string | null): ReaderShown | null {
  return (
    readers.find(({ name }) => name === wanted) ??
    readers.find(({ cardPresent }) => cardPresent) ??
    readers.find(({ roles }) => roles.includes("desk")) ??
    readers[0] ??
    null
  );
}

interface CardOnProps {
  readonly reader: ReaderShown;
  readonly readers: readonly ReaderShown[];
}

function CardOn({ reader, readers }: CardOnProps) {
  const { t } = useReaderWords();
  const { name, cardPresent, laid } = reader;
  const [times, setTimes] = useState(0);
  return (
    <>
      <div className="card-reader">
        <label htmlFor="card-reader">{t("card.reader")}</label>
        <select id="card-reader" value={name} onChange={(event) => turnedTo.write(event.target.value)}>
          {readers.map((each) => (
            <option key={each.name} value={each.name}>
              {properName(each.name)}
            </option>
          ))}
        </select>
        <Button icon={RotateCw} disabled={!cardPresent} onPress={() => setTimes(times + 1)}>
          {t("card.again")}
        </Button>
      </div>
      {cardPresent ? (
        <Reading key={`${name} ${laid} ${times}`} reader={name} onAgain={() => setTimes(times + 1)} />
      ) : (
        <output className="settings-section card-empty">{t("card.lay", { name: properName(name) })}</output>
      )}
    </>
  );
}

/** One reading of one card: another card, or the same once more, is another reading. */
function Reading({ reader, onAgain }: { readonly reader: string; readonly onAgain: () => void }) {
  const { t } = useReaderWords();
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let isOver = false;
    const settle = (answer: Read) => {
      if (!isOver) setRead(answer);
    };
    station.readers.read({ reader }).then(settle, () => settle({ ok: "interrupted" }));
    return () => {
      isOver = true;
    };
  }, [reader]);
  return read === null ? (
    <output className="settings-section card-empty">{t("card.reading")}</output>
  ) : (
    <Outcome read={read} onAgain={onAgain} />
  );
}

function Outcome({ read, onAgain }: { readonly read: Read; readonly onAgain: () => void }) {
  const { t } = useReaderWords();
  if (read.ok === true) return <CardShown card={read.value} onUnlocked={onAgain} />;
  return (
    <div className="card-verdict">
      {read.ok === false ? (
        <Notice
          urgent
          tone="stop"
          what={t(`card.fault.${read.fault.kind}.what`)}
          todo={t(`card.fault.${read.fault.kind}.todo`)}
        >
          <Button icon={RotateCw} onPress={onAgain}>
            {t("card.again")}
          </Button>
        </Notice>
      ) : (
        <Notice urgent tone="warn" what={t("interface:common.interrupted")} />
      )}
    </div>
  );
}
