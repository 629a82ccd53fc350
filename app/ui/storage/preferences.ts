/** Preferences of this browser. A member that does not parse falls back to its default. */
import * as z from "zod/mini";
import { createStored } from "./stored";
import { membersOf } from "./tolerant";

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

const stored = createStored("renderdeck.preferences.1", (raw): Preferences => schema.parse(membersOf(raw)));

/** The preferences outside React, for the start of the page. */
export const readPreferences = stored.get;

export const usePreferences = stored.use;

/** Changes some preferences, in all tabs of this browser. */
export const setPreferences = (change: Partial<Preferences>): void =>
  stored.update((current) => ({ ...current, ...change }));

/** Restores the defaults, in all tabs. */
export const resetPreferences = (): void => setPreferences(schema.parse({}));
