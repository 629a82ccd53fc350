import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** The accent of theme.css as Mantine's ten shades. */
const accent: MantineColorsTuple = [
  "#e9f0fe",
  "#d3e0fb",
  "#a6c1f7",
  "#6096ff",
  "#4684ea",
  "#3574e4",
  "#1f5fd6",
  "#184fb5",
  "#133f91",
  "#0d2f6e",
];

/** Backgrounds, lines and text colours of the dark theme as Mantine's ten shades, lightest first; inputs and menus use them. */
const dark: MantineColorsTuple = [
  "#e8eaee",
  "#b3bac6",
  "#8f97a5",
  "#6b7482",
  "#343a45",
  "#262a32",
  "#15181d",
  "#191c22",
  "#0f1115",
  "#0a0c0f",
];

/** Red and yellow of the status palette: white text is readable on the sixth shade, dark text on the third. */
const red: MantineColorsTuple = [
  "#fdeeee",
  "#fbdcdd",
  "#f7b3b6",
  "#ff6e74",
  "#ee4d54",
  "#d5202f",
  "#c40021",
  "#a81b27",
  "#8d1620",
  "#6f1019",
];
const yellow: MantineColorsTuple = [
  "#fff7e0",
  "#fdebc0",
  "#f3d48c",
  "#d9a94a",
  "#c08a1f",
  "#a57009",
  "#8c5800",
  "#724a00",
  "#5c3b00",
  "#452c00",
];

/** Help and errors under a field; Mantine's default is 10 px, two pixels smaller than the field's text. */
const smallPrint = { fontSize: 12 };

/** Help below the field keeps fields side by side on one line. */
const inputWrapperOrder = ["label", "input", "description", "error"] as const;

/**
 * Filled controls take their text colour (primary ones also their background) from theme.css: Mantine chooses the text
 * colour by the light theme's shade, which gives white on pale blue in the dark theme.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== "filled") return colors;
  const primary = input.color === undefined || input.color === input.theme.primaryColor;
  const ground = primary ? { background: "var(--accent)", hover: "var(--accent-hover)" } : {};
  return { ...colors, ...ground, color: "var(--accent-ink)" };
};

/** A dense Mantine: 13 px text, small controls, no scroll lock (the page never scrolls as a whole). */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 3 },
  variantColorResolver,
  colors: { accent, dark, red, yellow },
  fontFamily: "var(--font)",
  fontFamilyMonospace: "var(--font-mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  defaultRadius: "var(--radius)",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "compact-sm", fw: 500 } },
    TextInput: { defaultProps: { size: "xs", inputWrapperOrder } },
    NumberInput: { defaultProps: { size: "xs", inputWrapperOrder } },
    InputWrapper: { styles: { description: smallPrint, error: smallPrint } },
    Modal: {
      defaultProps: { lockScroll: false, centered: true, padding: "md", transitionProps: { duration: 100 } },
      styles: { title: { fontSize: 15, fontWeight: 600 }, header: { minHeight: 44 } },
    },
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: "md",
        withinPortal: true,
        transitionProps: { duration: 80 },
      },
    },
    Popover: { defaultProps: { shadow: "md", withinPortal: true, transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, withinPortal: true, transitionProps: { duration: 80 } } },
  },
});
