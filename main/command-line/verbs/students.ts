import { parseArgs } from "node:util";
import { nameOnCard } from "../../core/student.ts";
import { missing } from "../usage-problem.ts";
import type { Verb } from "../verb.ts";
import { withDesk } from "../with-desk.ts";

/** `students --find TEXT`: students whose name, number or e-mail holds every word. */
export const studentsVerb: Verb = async (call) => {
  const { values } = parseArgs({ args: [...call.args], options: { find: { type: "string" } } });
  const { find } = values;
  if (find === undefined) throw missing({ find });
  return withDesk(call, { folder: call.folder, beside: true }, async ({ station }) => {
    const hits = await station.board.search(find);
    const students = await Promise.all(hits.map((hit) => station.parts.store.students.byId(hit.studentId)));
    const found = students.flatMap((student) => {
      if (student === null) return [];
      const { number, programme, level, birthDate, enrolledOn } = student;
      return [{ number, ...nameOnCard(student), programme, level, birthDate, enrolledOn }];
    });
    call.answer(
      { students: found },
      found.length === 0
        ? [call.words("students.none", { text: find })]
        : found.map(
            (student) =>
              `${student.number}  ${student.firstName} ${student.lastName}  ${student.level}  ${student.programme}`,
          ),
    );
    return 0;
  });
};
