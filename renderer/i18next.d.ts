import "i18next";
import type wordsOfInterface from "../assets/locales/fr/interface.json";
import type wordsOfReasons from "../assets/locales/fr/reasons.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "interface";
    resources: { interface: typeof wordsOfInterface; reasons: typeof wordsOfReasons };
  }
}
