import { calendarDay } from "../core/calendar.ts";
import type { StudentFile } from "../core/student.ts";

/** Beginnings and ends of invented names: put together they give some thousands. */
const beginnings =
  "Mar Ber Du Le Gar Ro Si Mo La Fon Gi Be Bou Che Ha Dia Ngu Wa Fer Lo Da Co Pe Ri Sa Tho Vi Ca Ma De".split(
    " ",
  );
const middles = ["", "ti", "na", "ri", "lo", "mon", "re", "che", "gou", "san", "ve", "zi", "bel", "quin"];
const ends = ["n", "rd", "t", "and", "ez", "eau", "in", "ois", "ier", "elle", "ault", "oui", "ova", "ic"];
const firstNames =
  "Camille Léa Manon Chloé Inès Zoé Jade Lina Louis Hugo Nathan Adam Noé Rayan Éléonore Françoise Anaïs Maël Jörg Yasmine Thảo Amina Wenjie Noor Ilyès Gaël Loïs Élodie Théo Axel".split(
    " ",
  );
const programmes = ["Licence Droit", "BUT Informatique", "Master Chimie", "Doctorat Histoire"];
const levels = ["L1", "L2", "L3", "M1", "M2"];

/** The invented student of a number, ever the same. */
export function inventedStudent(n: number): StudentFile {
  const common = Math.floor((Math.imul(n, 2_654_435_761) >>> 0) ** 0.82);
  const lastName = `${pick(beginnings, common)}${pick(middles, common >> 5)}${pick(ends, common >> 9)}`;
  const number = String(30_000_000 + n);
  return {
    number,
    ine: null,
    civilLastName: lastName,
    civilFirstName: pick(firstNames, common >> 3),
    usageLastName: null,
    usageFirstName: n % 50 === 0 ? pick(firstNames, n) : null,
    birthDate: calendarDay.parse(`200${n % 8}-0${1 + (n % 9)}-1${n % 10}`),
    email: `${number}@etu.univ-exemple.fr`,
    programme: pick(programmes, n),
    level: pick(levels, n),
    enrolledOn: calendarDay.parse("2026-09-01"),
    cvec: null,
    blocks: [],
    population: "étudiant",
    photoFile: null,
  };
}

function pick(from: readonly string[], by: number): string {
  return from[by % from.length] ?? "";
}

/** A file of so many invented students, as a student office exports it. */
export function inventedFile(rows: number): Uint8Array {
  const heading =
    "N° étudiant;Nom de naissance;Prénom;Prénom d'usage;Né(e) le;Adresse mail institutionnelle;Formation;Niveau;Inscription validée le;Population";
  const lines = Array.from({ length: rows }, (_, n) => {
    const one = inventedStudent(n);
    return [
      one.number,
      one.civilLastName,
      one.civilFirstName,
      one.usageFirstName ?? "",
      one.birthDate,
      one.email,
      one.programme,
      one.level,
      one.enrolledOn,
      one.population,
    ].join(";");
  });
  return new TextEncoder().encode([heading, ...lines, ""].join("\r\n"));
}
