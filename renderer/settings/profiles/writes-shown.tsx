import type { CardFit } from "../../../main/core/chip-profile/card-fit.ts";
import type { CardWrite } from "../../../main/core/chip-profile/card-writes.ts";
import { type ContentField, placeholderPattern } from "../../../main/core/chip-profile/content-fields.ts";
import { useFormats } from "../../parts/formats.ts";
import { useReaderWords } from "../readers/words.ts";
import { communicationWords } from "./fact-words.ts";
import type { Profile } from "./shelf.ts";
import { type ProfileWords, useProfileWords } from "./words.ts";

interface WritesShownProps {
  readonly profile: Profile;
  readonly fit: CardFit;
}

/** What writing the card by a profile would do to it, in the order of the writing. */
export function WritesShown({ profile, fit: { state, writes } }: WritesShownProps) {
  const { t, language } = useProfileWords();
  const { t: chip } = useReaderWords();
  const formats = useFormats();
  const list = (numbers: readonly number[]) => formats.list(numbers.map(String));
  const words = (write: CardWrite): string => {
    switch (write.do) {
      case "create-application": {
        const { aid, keys } = write;
        const label = profile.applications.find((each) => each.aid === aid)?.label[language] ?? "";
        return t("fit.write.create-application", { aid, label, count: keys });
      }
      case "create-file": {
        const { number, size, communication, content } = write.file;
        return t("fit.write.create-file", {
          number,
          aid: write.aid,
          size,
          communication: communicationWords(communication, chip),
          content: formats.list(contentWords(content, t)),
        });
      }
      case "close-file":
        return t("fit.write.close-file", { number: write.file.number, aid: write.aid });
      case "format":
        return t("fit.write.format", { aids: formats.list(write.aids), count: write.aids.length });
      case "set-keys":
      case "move-keys":
      case "try-keys":
        return t(`fit.write.${write.do}`, {
          aid: write.aid,
          numbers: list(write.numbers),
          count: write.numbers.length,
        });
      case "set-chip-key":
      case "move-chip-key":
      case "set-chip-settings":
        return t(`fit.write.${write.do}`);
    }
  };
  if (state === "untold") return null;
  return (
    <>
      <h5 className="fit-heading">{t("fit.writesHeading")}</h5>
      {writes.length === 0 ? (
        <p>{t(state === "differs" ? "fit.writesRefused" : "fit.writesNothing")}</p>
      ) : (
        <ol className="fit-writes">
          {writes.map((write) => (
            <li key={JSON.stringify(write)}>{words(write)}</li>
          ))}
        </ol>
      )}
    </>
  );
}

/** What a file is to hold, by name; what only fills it up is left out. */
function contentWords(fields: readonly ContentField[], t: ProfileWords): readonly string[] {
  return [...new Set(fields.flatMap((field) => fieldWords(field, t)))];
}

function fieldWords(field: ContentField, t: ProfileWords): readonly string[] {
  switch (field.is) {
    case "hex":
    case "zeros":
      return [];
    case "escn":
    case "uid":
    case "checksum":
    case "access-record":
    case "library-barcode":
      return [t(`fit.holds.${field.is}`)];
    case "text":
    case "number":
    case "digits":
      return [...field.template.matchAll(placeholderPattern)].map(([, name = ""]) =>
        placeholderWords(name, t),
      );
  }
}

function placeholderWords(name: string, t: ProfileWords): string {
  const known = (["escn", "studentNumber", "ine", "sequence", "zdc", "validUntil"] as const).find(
    (each) => each === name,
  );
  return known === undefined ? t("fit.holds.uid") : t(`fit.holds.${known}`);
}
