/** What a file is by its first bytes, whatever its sender says: the formats of pictures that every browser shows. */
import { PictureError } from "./picture-error";

export type PictureType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

/** Of a side, and of the whole picture: about 160 MB once it is decoded. */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 40_000_000;

type Size = { readonly type: PictureType; readonly width: number; readonly height: number };

const textAt = (file: Buffer, start: number, length: number) => file.toString("latin1", start, start + length);

/** Markers of JPEG that begin a frame and state its size (C4, C8 and CC do not). */
const isFrameMarker = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(file: Buffer): Size | null {
  for (let at = 2; at + 9 < file.length; ) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameMarker(marker))
      return { type: "image/jpeg", width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
    at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(file: Buffer): Size | null {
  const type = "image/webp";
  switch (textAt(file, 12, 4)) {
    case "VP8 ":
      return { type, width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = file.readUInt32LE(21);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { type, width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

const SHORTEST = 32;

function sizeOf(file: Buffer): Size | null {
  if (file.length < SHORTEST) return null;
  if (textAt(file, 0, 8) === "\x89PNG\r\n\x1a\n" && textAt(file, 12, 4) === "IHDR")
    return { type: "image/png", width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
  if (file.readUInt16BE(0) === 0xffd8) return jpegSize(file);
  if (/^GIF8[79]a$/.test(textAt(file, 0, 6)))
    return { type: "image/gif", width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
  return textAt(file, 0, 4) === "RIFF" && textAt(file, 8, 4) === "WEBP" ? webpSize(file) : null;
}

/** The media type of a picture. Throws PictureError for another file and for one with too many pixels. */
export function pictureType(file: Buffer): PictureType {
  const size = sizeOf(file);
  if (!size || size.width === 0 || size.height === 0)
    throw new PictureError("not-a-picture", "The file is no JPEG, PNG, WebP or GIF");
  if (Math.max(size.width, size.height) > MAX_SIDE || size.width * size.height > MAX_PIXELS)
    throw new PictureError("too-large", `The picture has more than ${MAX_PIXELS / 1e6} million pixels`);
  return size.type;
}
