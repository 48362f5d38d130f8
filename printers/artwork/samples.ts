import { escn } from "../../main/core/escn.ts";
import type { CardFacts } from "../../main/core/ports/card-artist.ts";
import type { StickerFacts } from "../../main/core/ports/label-artist.ts";

/** An invented person, to try a template on: names as the real world has them, programmes as long as they come. */
export interface Sample
  extends Omit<CardFacts, "photo" | "escn" | "university" | "academicYear" | "returnTo"> {
  readonly name: string;
}

const mathematics = "Master Mathématiques appliquées, statistique, parcours ingénierie mathématique";
const trade = "BUT Techniques de commercialisation, stratégie de marque et événementiel";

/** The easy one first, then what breaks layouts: length, marks above and below, other scripts, directions, a name of one word. */
export const samples: readonly Sample[] = [
  person("plain", "Éloïse", "Martin", "22406183", "Licence Informatique", "L2"),
  person(
    "long-french",
    "Marie-Hélène Anne Sophie Bénédicte",
    "de La Rochefoucauld-Montmorency de Saint-Germain",
    "22406184",
    mathematics,
    "M1",
  ),
  person(
    "long-portuguese",
    "Maria Madalena Josefa Gabriela Bibiana",
    "Saldanha de Albuquerque e Bragança de Vasconcelos",
    "22406185",
    trade,
    "BUT 2",
  ),
  person(
    "one-long-word",
    "Hasina",
    "Andriantsimitoviaminandriandrazaka",
    "22406186",
    "Licence Sciences de la vie et de la Terre",
    "L1",
  ),
  person(
    "wide-letters",
    "Wilhelmina Wemke",
    "Wojciechowska-Wawrzyniakowa",
    "22406187",
    "Licence Économie et gestion",
    "L3",
  ),
  person("one-word", "", "Sukarnoputri", "22406188", "Échange Erasmus+", "L3"),
  person(
    "apostrophes",
    "Anne-Gaëlle",
    "L’Hôte d’Argençon-O’Brien",
    "22406189",
    "Licence Lettres, éditions, médias et audiovisuel",
    "L2",
  ),
  person("vietnamese", "Thị Phương Thảo", "Nguyễn Đặng", "22406190", trade, "BUT 1"),
  person("polish", "Grzegorz Łukasz", "Brzęczyszczykiewicz-Żółć", "22406191", "Master Droit européen", "M2"),
  person("romanian", "Ștefan Ioniță", "Țurcănașu-Brâncoveanu", "22406192", "Doctorat Physique", "D"),
  person("turkish", "Işıl Gülşah", "Çığır-Öztürkoğlu", "22406193", "Licence Histoire de l’art", "L3"),
  person("icelandic", "Ragnheiður Þórdís", "Guðmundsdóttir", "22406194", "Master Géosciences", "M1"),
  person("greek", "Παναγιώτης", "Παπαδημητρακόπουλος", "22406195", "Master Philosophie", "M2"),
  person(
    "cyrillic",
    "Володимир-Святослав",
    "Переяславський-Щербаківський",
    "22406196",
    "Licence Langues étrangères appliquées",
    "L1",
  ),
  person("arabic", "محمد عبد الرحمن", "بن عبد العزيز الحسني", "22406197", "Master Droit", "M1"),
  person("two-directions", "Yasmine ياسمين", "Ben Salah (بن صالح)", "22406198", "Licence Informatique", "L3"),
  person("not-writable", "Xiaolong 小龍", "Li 李", "22406199", "Master Informatique", "M2"),
];

/** The number that the codes of nobody's card hold. */
export const sampleEscn = escn.parse("00000000-0000-1000-8000-000000000000");

/** What stands on a sample's card. */
export function sampleCard(
  sample: Sample,
  desk: { readonly university: string; readonly academicYear: string; readonly returnTo: string },
  photo: Uint8Array,
): CardFacts {
  return { ...sample, ...desk, photo, escn: sampleEscn };
}

/** What stands on somebody's sticker while it has no number of its own. */
export function sampleSticker(
  { studentNumber }: Pick<Sample, "studentNumber">,
  desk: { readonly university: string; readonly academicYear: string },
): StickerFacts {
  const serialNumber = `${desk.academicYear.slice(2, 4)}-${studentNumber.slice(-6)}`;
  return { university: desk.university, academicYear: desk.academicYear, serialNumber, qrText: serialNumber };
}

function person(
  name: string,
  firstName: string,
  lastName: string,
  studentNumber: string,
  programme: string,
  level: string,
): Sample {
  return { name, firstName, lastName, studentNumber, programme, level };
}
