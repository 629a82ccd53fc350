/** Parsers of stored JSON that leave out what cannot be read and keep the rest. They never throw. */
import * as z from "zod/mini";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (raw: unknown): raw is Members => typeof raw === "object" && raw !== null && !Array.isArray(raw);

/** The value if it is an object with members, else an empty one: arrays and single values are of another shape. */
export const membersOf = (raw: unknown): Members => (isMembers(raw) ? raw : {});

/** The elements that match; none for anything but an array. */
export const listOf = <T>(element: z.ZodMiniType<T>) =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform((raw): T[] => {
      const elements: readonly unknown[] = Array.isArray(raw) ? raw : [];
      return elements.flatMap((value) => {
        const parsed = element.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      });
    }),
  );

/** The members that match; none for anything but an object. */
export const recordOf = <T>(member: z.ZodMiniType<T>) =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform(
      (raw): Record<string, T> =>
        Object.fromEntries(
          Object.entries(membersOf(raw)).flatMap(([key, value]) => {
            const parsed = member.safeParse(value);
            return parsed.success ? [[key, parsed.data]] : [];
          }),
        ),
    ),
  );
