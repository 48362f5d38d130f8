import "i18next";
import type wordsOfInterface from "../assets/locales/fr/interface.json";
import type wordsOfReasons from "../assets/locales/fr/reasons.json";
import type wordsOfSettings from "../assets/locales/fr/settings.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "interface";
    resources: {
      interface: typeof wordsOfInterface;
      reasons: typeof wordsOfReasons;
      settings: typeof wordsOfSettings;
    };
  }
}
