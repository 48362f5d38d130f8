import "i18next";
import type wordsOfArtwork from "../assets/locales/fr/artwork.json";
import type wordsOfAudit from "../assets/locales/fr/audit.json";
import type wordsOfBackup from "../assets/locales/fr/backup.json";
import type wordsOfConfiguration from "../assets/locales/fr/configuration.json";
import type wordsOfDoor from "../assets/locales/fr/door.json";
import type wordsOfImports from "../assets/locales/fr/imports.json";
import type wordsOfInterface from "../assets/locales/fr/interface.json";
import type wordsOfKeys from "../assets/locales/fr/keys.json";
import type wordsOfLabels from "../assets/locales/fr/labels.json";
import type wordsOfPeople from "../assets/locales/fr/people.json";
import type wordsOfPhoto from "../assets/locales/fr/photo.json";
import type wordsOfPhotoRules from "../assets/locales/fr/photo-rules.json";
import type wordsOfPreflight from "../assets/locales/fr/preflight.json";
import type wordsOfPrinters from "../assets/locales/fr/printers.json";
import type wordsOfProfiles from "../assets/locales/fr/profiles.json";
import type wordsOfQueue from "../assets/locales/fr/queue.json";
import type wordsOfReaders from "../assets/locales/fr/readers.json";
import type wordsOfReasons from "../assets/locales/fr/reasons.json";
import type wordsOfRenewals from "../assets/locales/fr/renewals.json";
import type wordsOfRetention from "../assets/locales/fr/retention.json";
import type wordsOfSettings from "../assets/locales/fr/settings.json";
import type wordsOfStart from "../assets/locales/fr/start.json";
import type wordsOfStudent from "../assets/locales/fr/student.json";
import type wordsOfTexts from "../assets/locales/fr/texts.json";
import type wordsOfUniversity from "../assets/locales/fr/university.json";
import type wordsOfWatched from "../assets/locales/fr/watched.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "interface";
    resources: {
      artwork: typeof wordsOfArtwork;
      audit: typeof wordsOfAudit;
      backup: typeof wordsOfBackup;
      configuration: typeof wordsOfConfiguration;
      door: typeof wordsOfDoor;
      interface: typeof wordsOfInterface;
      people: typeof wordsOfPeople;
      reasons: typeof wordsOfReasons;
      renewals: typeof wordsOfRenewals;
      printers: typeof wordsOfPrinters;
      keys: typeof wordsOfKeys;
      labels: typeof wordsOfLabels;
      profiles: typeof wordsOfProfiles;
      preflight: typeof wordsOfPreflight;
      queue: typeof wordsOfQueue;
      readers: typeof wordsOfReaders;
      imports: typeof wordsOfImports;
      photo: typeof wordsOfPhoto;
      photoRules: typeof wordsOfPhotoRules;
      retention: typeof wordsOfRetention;
      settings: typeof wordsOfSettings;
      start: typeof wordsOfStart;
      student: typeof wordsOfStudent;
      watched: typeof wordsOfWatched;
      texts: typeof wordsOfTexts;
      university: typeof wordsOfUniversity;
    };
  }
}
