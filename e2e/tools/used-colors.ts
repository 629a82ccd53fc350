/**
 * Leaves the colours out of Mantine's variables that no part of the page has: 1.7 kB gzip of the first load.
 * app/styles.test.ts fails for a colour that is in use and left out.
 */
import type { Plugin } from "vite";

/** Mantine's palette without the colours in use: gray, dark, red, yellow and blue. */
export const unusedColors = ["pink", "grape", "violet", "indigo", "cyan", "teal", "green", "lime", "orange"];

/** A variable of such a colour: `--mantine-color-teal-6`. */
const unusedVariable = new RegExp(`^--mantine-color-(${unusedColors.join("|")})-`);

export const usedColors = (): Plugin => ({
  name: "renderdeck:used-colors",
  config: () => ({
    css: {
      postcss: {
        plugins: [
          {
            postcssPlugin: "renderdeck:used-colors",
            Declaration: (declaration) => {
              if (unusedVariable.test(declaration.prop)) declaration.remove();
            },
          },
        ],
      },
    },
  }),
});
