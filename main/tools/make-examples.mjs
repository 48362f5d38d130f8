// Writes assets/examples again, the same bytes each time: node main/tools/make-examples.mjs
import { writeFileSync } from "node:fs";
import { agendaTable, calendar, table, windows1252 } from "./example-formats.mjs";
import { firstNames, hardNames, lastNames, programmes } from "./example-people.mjs";

const folder = new URL("../../assets/examples/", import.meta.url);
const keyLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
const random = randomFrom(20_260_907);
const below = (limit) => Math.floor(random() * limit);
const oneOf = (list) => list[below(list.length)];
const digits = (count) => Array.from({ length: count }, () => below(10)).join("");
const lettersOf = (alphabet, count) => Array.from({ length: count }, () => oneOf(alphabet)).join("");
const pad = (number) => String(number).padStart(2, "0");

// Which of the 300 stand for what. Numbers below 80 have an appointment on the example day.
const minors = [44, 51, 130, 212];
const provisional = [46, 58, 170];
const notEnrolled = [47, 53, 66, 101, 125, 144, 180, 199, 231, 270];
const libraryBlocks = [49, 62, 110, 160, 245];
const debtBlocks = [55, 62, 119, 188];
const withoutEmail = [57, 137, 260];
const withoutCvec = [47, 59, 150, 222];

const students = Array.from({ length: 300 }, (_, at) => student(at));
writeFileSync(new URL("etudiants.csv", folder), `\uFEFF${table(";", students)}`);
writeFileSync(new URL("etudiants-cp1252-virgule.csv", folder), windows1252(table(",", westernStudents())));
const appointments = agenda();
writeFileSync(new URL("rendez-vous.csv", folder), `\uFEFF${agendaTable(appointments)}`);
writeFileSync(new URL("rendez-vous.ics", folder), calendar(appointments));

function student(at) {
  const hard = at % 4 === 3 ? undefined : hardNames[at - Math.floor((at + 1) / 4)];
  const [last, first, usageLast = null, usageFirst = null] = hard ?? [
    oneOf(lastNames).replaceAll("_", " "),
    oneOf(firstNames),
  ];
  const [programme, levels] = minors.includes(at) ? programmes[below(6)] : oneOf(programmes);
  const level = minors.includes(at) ? "L1" : oneOf(levels);
  const number = String(22_600_001 + at * 37);
  return {
    number,
    ine: ineOf(at),
    last,
    first,
    usageLast,
    usageFirst,
    birth: birthOf(at, level),
    email: withoutEmail.includes(at) ? "" : emailOf(at, first, last),
    programme,
    level,
    enrolled: notEnrolled.includes(at) ? "" : enrolmentOf(),
    cvec: withoutCvec.includes(at)
      ? ""
      : `${lettersOf(keyLetters, 3)}1${lettersOf(keyLetters, 6)}${digits(2)}`,
    blocks: [
      ...(libraryBlocks.includes(at) ? ["livres"] : []),
      ...(debtBlocks.includes(at) ? ["dette"] : []),
    ].join(", "),
    population: populationOf(at, level),
    photo: at % 5 < 3 ? `${number}.jpg` : "",
  };
}

function ineOf(at) {
  if (provisional.includes(at)) return `0260D${digits(5)}${oneOf(keyLetters)}`;
  if (at % 12 === 11) return "";
  if (at % 10 === 3) {
    const number = `0${digits(9)}`;
    return `${number}${keyLetters[Number(BigInt(number) % 23n)]}`;
  }
  if (at % 25 === 4) return `1GN${digits(2)}P0${digits(4)}`;
  if (at % 25 === 9) return `0261A${digits(5)}${oneOf(keyLetters)}`;
  return `${digits(9)}${lettersOf("ABCDEFGHJK", 2)}`;
}

/** Minors are under 18 all through 2026-2027; everyone else is of age from its first day. */
function birthOf(at, level) {
  if (minors.includes(at)) return `2009-${pad(9 + below(4))}-${pad(2 + below(28))}`;
  const years = {
    L1: 19,
    L2: 20,
    L3: 21,
    "BUT 1": 19,
    "BUT 2": 20,
    "BUT 3": 21,
    LP: 21,
    M1: 22,
    M2: 23,
    D: 26,
  };
  const born = 2026 - years[level] - (below(4) === 0 ? below(6) : 0);
  return at === 17 ? "2004-02-29" : `${born}-${pad(1 + below(12))}-${pad(1 + below(28))}`;
}

function emailOf(at, first, last) {
  return `${plain(first)}.${plain(last)}${at < 60 ? "" : at}@etu.univ-exemple.fr`.slice(-90);
}

/** Before the year turns, so that the example is of one academic year whatever its day. */
function enrolmentOf() {
  return new Date(Date.UTC(2026, 6, 6 + below(58))).toISOString().slice(0, 10);
}

function populationOf(at, level) {
  if (level === "D") return "doctorant";
  if (at % 25 === 9) return "apprenti";
  return at % 12 === 11 ? "échange" : "étudiant";
}

function westernStudents() {
  return students
    .filter((one) => [one.last, one.first, one.usageLast, one.usageFirst].every(writable))
    .slice(0, 25)
    .map((one, at) => ({
      ...one,
      number: String(22_690_001 + at),
      ine: "",
      photo: "",
      email: `cp1252.${at}@etu.univ-exemple.fr`,
    }));
}

/** 80 appointments of ten minutes, two or three at a time, 8:45–11:30 and 13:30–16:30. */
function agenda() {
  const slots = Array.from({ length: 35 }, (_, at) => (at < 17 ? 525 + at * 10 : 810 + (at - 17) * 10));
  const order = students
    .slice(0, 80)
    .map((who) => ({ who, place: random() }))
    .sort((a, b) => a.place - b.place);
  const starts = [...slots, ...slots, ...slots.filter((_, at) => at % 7 < 2)].sort((a, b) => a - b);
  return order.map(({ who }, at) => ({
    who,
    start: starts[at],
    uid: `rdv-20260907-${String(at + 1).padStart(3, "0")}@agenda.univ-exemple.fr`,
    reason: oneOf([
      "Retrait de la carte étudiante",
      "Première carte",
      "Retrait de la carte étudiante",
      "Carte perdue : nouvelle carte",
    ]),
    by: who.email !== "" && at % 6 === 5 ? "email" : at % 6 === 4 ? "property" : "text",
  }));
}

/** The mulberry32 sequence: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function plain(text) {
  return text
    .replace(/[œŒ]/gu, "oe")
    .replace(/[æÆ]/gu, "ae")
    .replace(/ß/gu, "ss")
    .replace(/[đĐðÐ]/gu, "d")
    .replace(/[łŁ]/gu, "l")
    .replace(/[øØ]/gu, "o")
    .replace(/[þÞ]/gu, "th")
    .replace(/ı/gu, "i")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/gu, "-");
}

/** Whether a name can be written in Windows-1252. */
function writable(text) {
  return /^[ -ÿ’ŒœŠšŽž–]*$/u.test(text ?? "");
}
