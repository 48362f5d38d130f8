import { NotebookPen } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { StudentView } from "../../main/contract/student.ts";
import { station } from "../call.ts";
import { Button } from "../parts/button.tsx";
import { useMay } from "../parts/session.ts";
import { typedIn } from "../parts/typed-in.ts";
import { CareTrouble, useCareAsking } from "./care-asking.tsx";
import { CareForm } from "./care-form.tsx";
import { Section } from "./section.tsx";
import { useMoment, useStudentWords } from "./words.ts";

/** The field of the form that holds the note. */
const noteField = "note";

/** What agents wrote for each other about the person. */
export function Notes({ view }: { readonly view: StudentView }) {
  const { t } = useStudentWords();
  const may = useMay("student.note");
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={t("notes.title")}
      acts={
        may && (
          <Button size="small" icon={NotebookPen} onPress={() => setOpen(true)}>
            {t("notes.add")}
          </Button>
        )
      }
    >
      {open && <NoteForm view={view} onLeave={() => setOpen(false)} />}
      {view.notes.length === 0 && !open && <p className="quiet">{t("notes.none")}</p>}
      <ul className="person-list">
        {view.notes.map((note) => (
          <Note key={note.id} view={view} note={note} />
        ))}
      </ul>
    </Section>
  );
}

function Note({ view, note }: { readonly view: StudentView; readonly note: StudentView["notes"][number] }) {
  const { t } = useStudentWords();
  const may = useMay("student.dropNote");
  const moment = useMoment();
  const asking = useCareAsking();
  const { id: studentId } = view.student;
  const drop = () =>
    void asking.ask(
      () => station.student.dropNote({ studentId, noteId: note.id }),
      t("notes.dropped"),
      () => station.student.note({ studentId, text: note.text }),
    );
  return (
    <li>
      <span className="person-what">
        <span className="person-note">{note.text}</span>
        <span className="quiet">{t("by", { name: note.by, when: moment(note.at) })}</span>
        <CareTrouble trouble={asking.trouble} />
      </span>
      {may && (
        <Button
          kind="quiet"
          size="small"
          busy={asking.busy}
          label={t("notes.dropOf", { when: moment(note.at) })}
          onPress={drop}
        >
          {t("notes.drop")}
        </Button>
      )}
    </li>
  );
}

function NoteForm({ view, onLeave }: { readonly view: StudentView; readonly onLeave: () => void }) {
  const { t } = useStudentWords();
  const id = useId();
  const asking = useCareAsking();
  const written = useRef<string | null>(null);
  const { id: studentId } = view.student;
  const send = async (typed: FormData) => {
    const done = await asking.ask(
      async () => {
        const answer = await station.student.note({ studentId, text: typedIn(typed, noteField) });
        if (answer.ok) written.current = answer.value.noteId;
        return answer;
      },
      t("notes.kept"),
      () => station.student.dropNote({ studentId, noteId: written.current ?? "" }),
    );
    if (done) onLeave();
  };
  return (
    <CareForm
      title={t("notes.add")}
      meaning={t("notes.meaning")}
      asking={asking}
      reason={null}
      button={t("keep")}
      onLeave={onLeave}
      onSend={(typed) => void send(typed)}
    >
      <div className="field">
        <label htmlFor={id}>{t("notes.text")}</label>
        <textarea
          id={id}
          name={noteField}
          rows={3}
          maxLength={1000}
          required
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus // oxlint-disable-line jsx-a11y/no-autofocus
        />
      </div>
    </CareForm>
  );
}
