const pad = (number) => String(number).padStart(2, "0");
const french = (day) => day.split("-").toReversed().join("/");

/** A table of students, one line each, under French headings. */
export function table(separator, people) {
  const headings = [
    "N° étudiant",
    "INE",
    "Nom de naissance",
    "Prénom",
    "Nom d'usage",
    "Prénom d'usage",
    "Né(e) le",
    "Adresse mail institutionnelle",
    "Formation",
    "Niveau",
    "Inscription validée le",
    "N° CVEC",
    "Blocages",
    "Population",
    "Photo",
  ];
  const rows = people.map((one) => [
    one.number,
    one.ine,
    one.last,
    one.first,
    one.usageLast ?? "",
    one.usageFirst ?? "",
    french(one.birth),
    one.email,
    one.programme,
    one.level,
    french(one.enrolled),
    one.cvec,
    one.blocks,
    one.population,
    one.photo,
  ]);
  return lines([headings, ...rows], separator);
}

function lines(rows, separator) {
  const cell = (text) =>
    text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join("");
}

function clock(minutes) {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** A table of appointments. */
export function agendaTable(rows) {
  const headings = ["Date", "Heure", "Fin", "N° étudiant", "Mail", "Motif"];
  return lines(
    [
      headings,
      ...rows.map(({ who, start, reason }) => [
        "07/09/2026",
        clock(start),
        clock(start + 10),
        who.number,
        who.email,
        reason,
      ]),
    ],
    ";",
  );
}

/** A calendar of appointments (RFC 5545). */
export function calendar(rows) {
  const events = rows.flatMap(({ who, start, uid, reason, by }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    "DTSTAMP:20260901T060000Z",
    `DTSTART;TZID=Europe/Paris:${time(start)}`,
    `DTEND;TZID=Europe/Paris:${time(start + 10)}`,
    `SUMMARY:${reason}`,
    ...(by === "text"
      ? [`DESCRIPTION:N° étudiant : ${who.number}\\nGuichet de la scolarité\\, bâtiment A`]
      : []),
    ...(by === "property" ? [`X-NUMERO-ETUDIANT:${who.number}`] : []),
    ...(by === "email" ? [`ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT:mailto:${who.email}`] : []),
    "END:VEVENT",
  ]);
  const all = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Université d'exemple//Agenda//FR",
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Paris",
    ...zone("DAYLIGHT", "03", "CEST", "+0100", "+0200"),
    ...zone("STANDARD", "10", "CET", "+0200", "+0100"),
    "END:VTIMEZONE",
    ...events,
    "END:VCALENDAR",
  ];
  return all.map((line) => `${folded(line)}\r\n`).join("");
}

/** A content line is at most 75 bytes; longer ones go on after a line break and a space. */
function folded(line) {
  let text = "";
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 74) {
      text += "\r\n ";
      bytes = 1;
    }
    text += letter;
    bytes += size;
  }
  return text;
}

/** The bytes of a text in Windows-1252. */
export function windows1252(text) {
  const special = { "’": 0x92, Œ: 0x8c, œ: 0x9c, Š: 0x8a, š: 0x9a, Ž: 0x8e, ž: 0x9e, "–": 0x96 };
  return Uint8Array.from(text, (letter) => special[letter] ?? letter.charCodeAt(0));
}

function time(minutes) {
  return `20260907T${clock(minutes).replace(":", "")}00`;
}

function zone(kind, month, name, from, to) {
  return [
    `BEGIN:${kind}`,
    `DTSTART:1970${month}29T0${kind === "DAYLIGHT" ? 2 : 3}0000`.replace("1029", "1025"),
    `RRULE:FREQ=YEARLY;BYMONTH=${Number(month)};BYDAY=-1SU`,
    `TZNAME:${name}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    `END:${kind}`,
  ];
}
