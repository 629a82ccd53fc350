/** Amounts of money that a page shows or tells a screen reader. */

/** A number with a currency sign, a currency code, or a number with exactly two decimals, which the page writes for amounts alone. */
const AMOUNT = /[¥$€]\s?\d|\d\s?[¥$€]|\b(?:CNY|USD)\b|(?<![\d.,])\d[\d,]*\.\d{2}(?![\d.%])/g;

/** Attributes that are read out, shown on hover, or hold a value. */
const ATTRIBUTES = ["title", "aria-label", "aria-description", "aria-valuetext", "alt", "placeholder", "value"];

/** The amounts in a text. */
export const amountsInText = (text: string): readonly string[] => text.match(AMOUNT) ?? [];

/** The amounts in the text and attributes of a document, and in its title. */
export function amountsInPage(page: Document): readonly string[] {
  const texts = [page.title];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) texts.push(...ATTRIBUTES.map((name) => node.getAttribute(name) ?? ""));
    else if (node.parentElement?.closest("style, script") === null) texts.push(node.nodeValue ?? "");
  }
  return texts.flatMap(amountsInText);
}
