import { useEffect, useState } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import type { PhotoId, StudentId } from "../../main/core/ids.ts";
import { nameOnCard } from "../../main/core/student.ts";
import { station } from "../call.ts";
import { fullName } from "../desk/moves.ts";
import { useBlobAddress } from "../parts/blob-address.ts";
import { Button } from "../parts/button.tsx";
import { Section } from "./section.tsx";
import { useMoment, useStudentWords } from "./words.ts";

/** The photos that are kept, and when others went; each is fetched only when somebody looks, because looking is kept in the log. */
export function Photos({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const moment = useMoment();
  const [shown, setShown] = useState<PhotoId | null>(null);
  const name = fullName(nameOnCard(view.student));
  return (
    <Section title={t("photos.title")}>
      {view.photos.length === 0 && <p className="quiet">{t("photos.none")}</p>}
      <ul className="person-list">
        {view.photos.map(({ id, takenAt, erasedAt, erasedBecause }) => (
          <li key={id}>
            <span className="person-what">
              <strong>{t("photos.taken", { when: moment(takenAt) })}</strong>
              {erasedAt !== null && (
                <span>
                  {t("photos.erased", {
                    when: moment(erasedAt),
                    why: erasedBecause === null ? t("none") : t(`photos.because.${erasedBecause}`),
                  })}
                </span>
              )}
              {shown === id && (
                <Photo
                  student={view.student.id}
                  photo={id}
                  alt={t("photos.kept", { name, when: moment(takenAt) })}
                />
              )}
            </span>
            {erasedAt === null && shown !== id && (
              <Button
                size="small"
                label={t("photos.lookOf", { when: moment(takenAt) })}
                onPress={() => setShown(id)}
              >
                {t("photos.look")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">{t("photos.audited")}</p>
    </Section>
  );
}

interface PhotoProps {
  readonly student: StudentId;
  readonly photo: PhotoId;
  readonly alt: string;
}

/** One photo of a person. */
export function Photo({ student, photo, alt }: PhotoProps) {
  const [jpeg, setJpeg] = useState<Blob | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const load = async () => {
      try {
        const found = await station.student.photo({ studentId: student, photoId: photo }, { signal });
        if (!signal.aborted) setJpeg(found);
      } catch {
        // Cut off: shown when the page is opened again.
      }
    };
    void load();
    return () => stop.abort();
  }, [student, photo]);
  const address = useBlobAddress(jpeg);
  return address === null ? (
    <span className="person-photo" />
  ) : (
    <img className="person-photo" src={address} alt={alt} />
  );
}
