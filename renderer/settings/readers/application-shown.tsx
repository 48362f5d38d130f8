import type { CardRead } from "../../../main/contract/readers.ts";
import { knownApplication } from "../../../main/core/known-applications.ts";
import { rightsWords, settingsWords } from "./chip-words.ts";
import { type ReaderWords, useReaderWords } from "./words.ts";

type Application = NonNullable<
  Extract<CardRead["reading"], { readonly kind: "desfire" }>["applications"]
>[number];
type File = NonNullable<Application["files"]>[number];

interface ApplicationShownProps {
  readonly application: Application;
  readonly crous: CardRead["crous"];
}

/** One application of a card: what it is for, what Guichet does with it, its keys, its files and who may do what with them. */
export function ApplicationShown({ application, crous }: ApplicationShownProps) {
  const { t } = useReaderWords();
  const known = knownApplication(application.aid) ?? "unknown";
  const escn = known === "dueinfo" ? escnIn(application) : null;
  const { aid, iso, keySettings, keyType, keyVersions, files } = application;
  const name = t(`card.known.${known}`);
  return (
    <article className="application">
      <h5>
        <span className="mono">{aid}</span> {name}
      </h5>
      <p>{t(`card.about.${known}`)}</p>
      {known === "crous" && crous !== null && (
        <p>{crous === "unlisted" ? t("card.crousUnlisted") : t("card.crousListed", { zdc: crous.zdc })}</p>
      )}
      {escn !== null && <p>{t("card.dueinfoEscn", { escn })}</p>}
      <p className="quiet">
        {keyType !== null && keyVersions !== null && (
          <>
            {t("card.keys", { count: keyVersions.length, type: t(`card.keyType.${keyType}`) })}
            {", "}
            {versionWords(keyVersions, t)}
            {". "}
          </>
        )}
        {keySettings === null ? t("card.hidden") : <SettingsWords settings={keySettings} />}
        {iso !== null && (
          <>
            {". "}
            {t("card.isoName", { name: iso.name || "–", fileId: iso.fileId })}
          </>
        )}
      </p>
      {files === null && <p className="quiet">{t("card.hiddenFiles")}</p>}
      {files?.length === 0 && <p className="quiet">{t("card.noFile")}</p>}
      {files !== null && files.length > 0 && <Files files={files} name={name} />}
    </article>
  );
}

/** The European student card number in the first file of DUEINFO, which anybody may read (esup-sgc sheet §3.9); null when it is not there. */
function escnIn({ files }: Application): string | null {
  const content = files?.find(({ number }) => number === 0)?.content?.toLowerCase() ?? "";
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(content);
  return parts === null ? null : parts.slice(1).join("-");
}

/** The versions of an application's keys; once, when they are all the same. */
function versionWords(versions: readonly number[], t: ReaderWords): string {
  const different = [...new Set(versions)];
  const isOne = different.length === 1;
  return t("card.versions", { count: isOne ? 1 : 2, versions: (isOne ? different : versions).join(" ") });
}

/** A settings byte in words. */
export function SettingsWords({ settings }: { readonly settings: string }) {
  const { t } = useReaderWords();
  return <>{settingsWords(settings, t)}</>;
}

function Files({ files, name }: { readonly files: readonly File[]; readonly name: string }) {
  const { t } = useReaderWords();
  return (
    <div className="files">
      <table aria-label={t("card.filesHeading", { name })}>
        <thead>
          <tr>
            <th scope="col">{t("card.file")}</th>
            <th scope="col">{t("card.kindHeading")}</th>
            <th scope="col">{t("card.size")}</th>
            <th scope="col">{t("card.communicationHeading")}</th>
            <th scope="col">{t("card.rights")}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <FileShown key={file.number} file={file} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FileShown({ file }: { readonly file: File }) {
  const { t } = useReaderWords();
  const { number, kind, size, communication, rights, content } = file;
  return (
    <tr>
      <td>{number}</td>
      <td>{t(`card.kind.${kind}`)}</td>
      <td>{size === null ? t("card.noSize") : t("card.bytes", { count: size })}</td>
      <td>{t(`card.communication.${communication}`)}</td>
      <td>
        {rightsWords(rights, t)}
        {content !== null && (
          <details className="why">
            <summary>{t("card.showContent")}</summary>
            <span className="mono file-bytes">{content.replace(/(?:..){1,8}/g, "$& ")}</span>
          </details>
        )}
      </td>
    </tr>
  );
}
