import english from "../../../assets/locales/en/queue.json";
import french from "../../../assets/locales/fr/queue.json";
import { addWords, useAreaWords } from "../../parts/language.ts";

addWords("queue", french, english);

/** The words of services, desks and sending people on. */
export function useQueueWords() {
  return useAreaWords("queue");
}
