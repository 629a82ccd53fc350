/** Preferences of this browser; what does not parse falls back, member by member. */
import * as z from "zod/mini";
import { createStored } from "./stored";

const schema = z.object({
  language: z.catch(z.enum(["auto", "en", "zh"]), "auto"),
  theme: z.catch(z.enum(["auto", "light", "dark"]), "auto"),
  timeZone: z.catch(z.enum(["local", "farm", "utc"]), "local"),
  density: z.catch(z.enum(["normal", "compact"]), "normal"),
  polling: z.catch(z.enum(["auto", "5", "15", "60", "off"]), "auto"),
  /** Single-key shortcuts (WCAG 2.1.4: they can be switched off). */
  shortcuts: z.catch(z.boolean(), true),
});

export type Preferences = z.infer<typeof schema>;

const stored = createStored("renderdeck.preferences.1", (raw): Preferences => schema.parse(Object(raw)));

/** The preferences outside of React: for the boot. */
export const readPreferences = stored.read;

export const usePreferences = stored.use;

/** Changes some preferences, here and in the other tabs of this browser. */
export const setPreferences = (change: Partial<Preferences>): void =>
  stored.change((known) => ({ ...known, ...change }));

/** Back to the defaults, here and in the other tabs. */
export const resetPreferences = (): void => setPreferences(schema.parse({}));
