import { config } from "zod/v4/core";

// Zod tries `new Function` when a schema is made, which the page's CSP refuses and reports: import this before any schema.
config({ jitless: true });
