import { ImagePlus } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { judgedLive, type PhotoFinding, type PhotoVerdict } from "../../../main/core/photo/judging.ts";
import type { PhotoProfile } from "../../../main/core/photo/photo-profile.ts";
import { toneOf } from "../../desk/photo/verdict-list.tsx";
import { usePhotoWords } from "../../desk/photo/words.ts";
import { useBlobAddress } from "../../parts/blob-address.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { type Example, exampleNames, fileExample, ownExamples } from "./example-pictures.ts";
import { usePhotoRulesWords } from "./rules-words.ts";

interface ExamplesJudgedProps {
  readonly before: PhotoProfile;
  /** The rules being tried; the last that could stand. */
  readonly after: PhotoProfile;
}

/** What the rules being tried say of example pictures, beside what the rules before said. */
export function ExamplesJudged({ before, after }: ExamplesJudgedProps) {
  const { t } = usePhotoRulesWords();
  const { examples, state } = useOwnExamples();
  const [files, setFiles] = useState<readonly Example[]>([]);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const judgements = [...files, ...examples].map((example) => ({
    example,
    was: openIn(judgedLive(example.seen, before).verdicts),
    is: openIn(judgedLive(example.seen, after).verdicts),
  }));
  const differ = judgements.filter(({ was, is }) => findingsOf(was) !== findingsOf(is)).length;
  const add = async (chosen: readonly File[]) => {
    setUnreadable(null);
    for (const file of chosen) {
      const example = await fileExample(file);
      if (example === null) setUnreadable(file.name);
      else setFiles((held) => [example, ...held]);
    }
  };
  return (
    <section className="examples" aria-labelledby="photo-examples">
      <h5 id="photo-examples">{t("examples.title")}</h5>
      <p className="quiet">{t("examples.intro")}</p>
      {state === "off" ? (
        <Notice tone="warn" what={t("examples.off")} />
      ) : (
        <output>
          {state === "looking"
            ? t("examples.looking")
            : differ === 0
              ? t("examples.same")
              : t("examples.differ", { count: differ })}
        </output>
      )}
      <ul>
        {judgements.map((judgement) => (
          <ExampleJudged key={judgement.example.key} {...judgement} />
        ))}
      </ul>
      {unreadable !== null && (
        <Notice tone="warn" urgent what={t("examples.unreadable", { name: unreadable })} />
      )}
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={["image/*"]}
        onSelect={(list) => void add([...(list ?? [])])}
      >
        <Button size="small" icon={ImagePlus}>
          {t("examples.add")}
        </Button>
      </FileTrigger>
    </section>
  );
}

interface ExampleJudgedProps {
  readonly example: Example;
  readonly was: readonly PhotoVerdict[];
  readonly is: readonly PhotoVerdict[];
}

/** One example, with what is not good about it and what no longer is held against it. */
function ExampleJudged({ example: { name, picture }, was, is }: ExampleJudgedProps) {
  const { t } = usePhotoRulesWords();
  const photo = usePhotoWords();
  const address = useBlobAddress(picture);
  const title = typeof name === "string" ? t(`examples.name.${name}`) : name.file;
  const what = (finding: PhotoFinding) => photo.t(`finding.${finding}.what`);
  const before = new Set(was.map(({ finding }) => finding));
  const after = new Set(is.map(({ finding }) => finding));
  return (
    <li data-differs={findingsOf(was) !== findingsOf(is) || undefined}>
      {address === null ? (
        <span className="example-picture" />
      ) : (
        <img className="example-picture" src={address} alt="" />
      )}
      <div>
        <p className="example-name">{title}</p>
        {is.length === 0 && (
          <p>
            <StateMark tone="good" /> {t("examples.good")}
          </p>
        )}
        {is.map(({ finding, state }) => (
          <p key={finding}>
            <StateMark tone={toneOf[state]} /> {what(finding)}
            {!before.has(finding) && <span className="photo-badge">{t("examples.newly")}</span>}
          </p>
        ))}
        {was
          .filter(({ finding }) => !after.has(finding))
          .map(({ finding }) => (
            <p key={finding} className="quiet">
              {t("examples.gone", { finding: what(finding) })}
            </p>
          ))}
      </div>
    </li>
  );
}

function openIn(verdicts: readonly PhotoVerdict[]): readonly PhotoVerdict[] {
  return verdicts.filter(({ state }) => state !== "good");
}

function findingsOf(verdicts: readonly PhotoVerdict[]): string {
  return verdicts.map(({ finding }) => finding).join();
}

/** Our own examples, as far as they were looked at: once for all, they stay while the window does. */
let kept: readonly Example[] = [];

function useOwnExamples(): {
  readonly examples: readonly Example[];
  readonly state: "looking" | "done" | "off";
} {
  const [examples, setExamples] = useState(kept);
  const [off, setOff] = useState(false);
  useEffect(() => {
    if (kept.length === exampleNames.length) return;
    let over = false;
    const look = async () => {
      const found: Example[] = [];
      for await (const example of ownExamples()) {
        if (over) return;
        found.push(example);
        setExamples([...found]);
      }
      kept = found;
      setOff(found.length < exampleNames.length);
    };
    look().catch(() => setOff(true));
    return () => {
      over = true;
    };
  }, []);
  const done = examples.length === exampleNames.length;
  return { examples, state: off ? "off" : done ? "done" : "looking" };
}
