/** Text as a search compares it: one form for what reads the same. */

const ASCII = /^[\x20-\x7e\n]*$/;

/**
 * Lower case, composed (é is one character however it was typed), full-width and half-width forms unified, ß like ss and ς like σ.
 * ASCII takes a shorter way: most names are ASCII.
 */
export const foldText = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("i̇", "i").replaceAll("ς", "σ").normalize("NFKC");
