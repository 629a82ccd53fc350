/** The pictures of the demo farm: a ball that bounces over a plain in front of hills. Each task has its own colours and its own motion. */
import { chance } from "../engine/random";
import type { Picture } from "./png";

export const WIDTH = 192;
export const HEIGHT = 108;

export type Pass = "beauty" | "depth" | "normal";
export type Flaw = "black" | "nearBlack" | "noisy" | null;

/** A shot: its versions differ a little, other shots altogether. */
export type Shot = { readonly seed: number; readonly version: number };

/** Colours of the palette, by the part of the scene that they shade. */
const SKY = 0;
const GROUND = 64;
const BALL = 128;
const HILL = 192;
const SHADES = 64;
const NEAR_BLACK = 0.05;

type Rgb = readonly [number, number, number];

/** A colour of the circle of colours, 0 to 1, with a lightness of 0 to 1. */
function colour(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (shift: number) => {
    const angle = (hue * 12 + shift) % 12;
    const range = saturation * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - range * Math.max(-1, Math.min(angle - 3, 9 - angle, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

function paletteOf({ seed, version }: Shot, pass: Pass, flaw: Flaw): Uint8Array {
  const palette = new Uint8Array(768);
  const hue = chance(seed, 1, 0x70) + (version % 3) * 0.03;
  const warmth = chance(seed, 2, 0x70);
  const beauty = (index: number): Rgb => {
    const shade = (index % SHADES) / (SHADES - 1);
    if (index < GROUND) return colour(0.55 + warmth * 0.5, 0.45, 0.22 + shade * 0.55);
    if (index < BALL) return colour(hue + 0.42, 0.22, 0.12 + shade * 0.4);
    if (index < HILL) return colour(hue, 0.72, 0.06 + shade * 0.66);
    return colour(0.6 + warmth * 0.4, 0.2, 0.1 + shade * 0.3);
  };
  const colourOf = (index: number): Rgb => {
    if (pass === "beauty") return beauty(index);
    return pass === "depth" ? [index, index, index] : [(index >> 4) * 17, (index & 15) * 17, 220];
  };
  const dimming = flaw === "black" ? 0 : flaw === "nearBlack" ? NEAR_BLACK : 1;
  for (let index = 0; index < 256; index += 1)
    palette.set(
      colourOf(index).map((channel) => Math.round(channel * dimming)),
      index * 3,
    );
  return palette;
}

const shadeOf = (value: number) => Math.round(Math.max(0, Math.min(1, value)) * (SHADES - 1));

/** The light comes from the upper left, out of the picture. */
const [LIGHT_X, LIGHT_Y, LIGHT_Z] = [-0.5, -0.6, 0.62];

/** Draws the picture of a frame. */
export function drawScene({ seed, version }: Shot, frame: number, pass: Pass, flaw: Flaw): Picture {
  const phase = chance(seed, 3, 0x70) * Math.PI * 2;
  const horizon = HEIGHT * (0.52 + 0.16 * chance(seed, 4, 0x70));
  const radius = 13 + 9 * chance(seed, 5, 0x70) + (version % 5) * 0.8;
  const bounce = Math.abs(Math.sin(frame * 0.11 + phase));
  const ballX = WIDTH * (0.5 + 0.32 * Math.sin(frame * 0.035 + phase));
  const floor = horizon + (HEIGHT - horizon) * 0.55;
  const ballY = floor - radius - bounce * HEIGHT * 0.34;
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  const hillAt = (x: number) =>
    horizon - 9 - 7 * Math.sin(x * 0.045 + phase + frame * 0.004) - 4 * Math.sin(x * 0.11 - phase);

  const groundAt = (x: number, y: number) => {
    const depth = (HEIGHT - horizon) / (y - horizon + 2);
    if (pass === "depth") return Math.round(200 - 190 * Math.min(1, depth / 12));
    if (pass === "normal") return 0x8f;
    const isLight = (Math.floor(((x - WIDTH / 2) * depth) / 22 + 40) + Math.floor(depth * 5 + frame * 0.12)) % 2 === 0;
    const fromBall = ((x - ballX) / radius) ** 2 + ((y - floor) / (radius * 0.34)) ** 2;
    const shadow = fromBall < 1 ? 0.45 + 0.35 * bounce : 1;
    return GROUND + shadeOf((0.35 + (isLight ? 0.3 : 0) + 0.35 / depth) * shadow);
  };
  const ballAt = (dx: number, dy: number) => {
    const z = Math.sqrt(1 - dx * dx - dy * dy);
    if (pass === "depth") return Math.round(175 + z * 60);
    if (pass === "normal") return (Math.round((dx + 1) * 7.5) << 4) | Math.round((1 - dy) * 7.5);
    const light = Math.max(0, dx * LIGHT_X + dy * LIGHT_Y + z * LIGHT_Z);
    return BALL + shadeOf(0.14 + light * 0.66 + light ** 24 * 0.5);
  };
  const backAt = (x: number, y: number) => {
    const isHill = y > hillAt(x);
    if (pass === "depth") return isHill ? 18 : 0;
    if (pass === "normal") return isHill ? 0x88 : 0x80;
    return isHill ? HILL + shadeOf((horizon - y) / 34) : SKY + shadeOf(y / horizon);
  };
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const [dx, dy] = [(x - ballX) / radius, (y - ballY) / radius];
      const value = dx * dx + dy * dy < 1 ? ballAt(dx, dy) : y > horizon ? groundAt(x, y) : backAt(x, y);
      pixels[y * WIDTH + x] = value;
    }
  if (flaw === "noisy")
    for (let at = 0; at < pixels.length; at += 1) {
      const noise = chance(seed ^ frame, at, 0x71);
      if (noise < 0.7) pixels[at] = Math.floor((noise / 0.7) * 256);
    }
  return { width: WIDTH, height: HEIGHT, palette: paletteOf({ seed, version }, pass, flaw), pixels };
}
