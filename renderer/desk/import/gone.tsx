import type { ImportReport } from "../../../main/contract/imports.ts";
import { Notice } from "../../parts/notice.tsx";
import { useImportWords } from "./words.ts";

/** Students this source told of before and does not any more. */
export function Gone({ gone }: { readonly gone: ImportReport["gone"] }) {
  const { t } = useImportWords();
  if (gone.count === 0) return null;
  const more = gone.count - gone.some.length;
  return (
    <>
      <Notice tone="warn" what={t("gone.title", { count: gone.count })} means={t("gone.means")} />
      <div className="gone">
        <ul>
          {gone.some.map((student) => (
            <li key={student.number}>
              {student.name} <span className="mono quiet">{student.number}</span>
            </li>
          ))}
          {more > 0 && <li className="quiet">{t("gone.more", { count: more })}</li>}
        </ul>
      </div>
    </>
  );
}
