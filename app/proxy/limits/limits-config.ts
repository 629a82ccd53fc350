/** The limits of requests, from environment variables; decision 096 has the arithmetic of the defaults. */
import * as z from "zod";
import type { LimitsConfig } from "./rate-limits";

/** People behind one address, such as an office, together have this many times the limit of one. */
const PEOPLE_PER_ADDRESS = 20;

/** A sheet of 10,000 frames is as many pictures, mostly from this server's own cache. */
const PICTURES_PER_READ = 10;

const MINUTE = 60;
const SIGN_IN_SECONDS = 300;

const limitText = (rule: string, defaultValue: string) =>
  z
    .string()
    .regex(/^\d{1,7}$/, `must be ${rule}, or 0 for no limit`)
    .default(defaultValue)
    .transform(Number);

/** Each message completes a sentence that starts with the variable's name. */
export const limitVariables = {
  RENDERDECK_LIMIT_READS: limitText("the number of reads of one person in a minute, e.g. 3000", "3000"),
  RENDERDECK_LIMIT_WRITES: limitText("the number of changes of one person in a minute, e.g. 3000", "3000"),
  RENDERDECK_LIMIT_SIGN_INS: limitText(
    "the number of tries to sign in of one address in five minutes, e.g. 1000",
    "1000",
  ),
};

const forPeople = (perPerson: number) => ({
  perPerson,
  perAddress: perPerson * PEOPLE_PER_ADDRESS,
  seconds: MINUTE,
});

/** The limits that these values of the variables set. */
export const limitsOf = (values: Readonly<Record<keyof typeof limitVariables, number>>): LimitsConfig => ({
  read: forPeople(values.RENDERDECK_LIMIT_READS),
  picture: forPeople(values.RENDERDECK_LIMIT_READS * PICTURES_PER_READ),
  write: forPeople(values.RENDERDECK_LIMIT_WRITES),
  signIn: { perPerson: 0, perAddress: values.RENDERDECK_LIMIT_SIGN_INS, seconds: SIGN_IN_SECONDS },
});
