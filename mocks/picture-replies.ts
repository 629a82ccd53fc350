/** The farm's pictures behind HTTP: a plain GET at their path, with the faults that tests inject. */
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Farm } from "./farm/farm";
import { pictureFile } from "./farm/pictures/picture-files";
import { encodePng } from "./farm/pictures/png";
import type { PictureFault } from "./faults";

const PNG = "image/png";
const HTML = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>";
/** More than any picture may have. */
const TOO_MANY_BYTES = 11 * 1024 * 1024;
const TRICKLE_MS = 20;
const MB = 1024 * 1024;
const HUGE_MB = 100;

function write(response: ServerResponse, status: number, contentType: string, body: string | Uint8Array): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { "content-type": contentType, "content-length": bytes.length }).end(bytes);
}

/** A file whose header states more pixels than a browser can show. */
function enormous(): Uint8Array {
  const file = encodePng({ width: 1, height: 1, palette: new Uint8Array(3), pixels: new Uint8Array(1) });
  const header = new DataView(file.buffer);
  header.setUint32(16, 60_000);
  header.setUint32(20, 60_000);
  return file;
}

let largeFile: Uint8Array | undefined;

/** As large as a picture may be: nearly 10 MB, and 33 MB when it is decoded. */
function large(): Uint8Array {
  const [width, height] = [3840, 2160];
  largeFile ??= encodePng({ width, height, palette: new Uint8Array(3), pixels: new Uint8Array(width * height) });
  return largeFile;
}

function trickle(response: ServerResponse, file: Uint8Array): void {
  response.writeHead(200, { "content-type": PNG });
  response.write(file.subarray(0, 64));
  const timer = setInterval(() => response.write(new Uint8Array(16)), TRICKLE_MS);
  response.once("close", () => clearInterval(timer));
}

/** Sends as fast as the other side reads, and no more after it has ended the connection. */
function pour(response: ServerResponse, file: Uint8Array): void {
  function* parts() {
    yield file;
    for (let sent = 0; sent < HUGE_MB; sent += 1) yield new Uint8Array(MB);
  }
  response.writeHead(200, { "content-type": PNG });
  Readable.from(parts())
    .on("error", () => response.destroy())
    .pipe(response);
}

/** Answers a GET; false if there is no picture at this path, and nothing is answered. */
export function answerPicture(
  farm: Farm,
  url: string,
  response: ServerResponse,
  fault: PictureFault | undefined,
): boolean {
  const file = pictureFile(farm, decodeURIComponent(url.split("?", 1)[0] ?? ""));
  if (!file) return false;
  switch (fault) {
    case "missing":
      write(response, 404, "text/plain", "no such file");
      break;
    case "forbidden":
      write(response, 403, "text/html", HTML);
      break;
    case "html":
      write(response, 200, "text/html", HTML);
      break;
    case "otherType":
      write(response, 200, PNG, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
      break;
    case "redirect":
      response.writeHead(302, { location: "http://169.254.169.254/latest/" }).end();
      break;
    case "tooLarge":
      write(response, 200, PNG, Buffer.concat([file, Buffer.alloc(TOO_MANY_BYTES)]));
      break;
    case "huge":
      pour(response, file);
      break;
    case "large":
      write(response, 200, PNG, large());
      break;
    case "tooManyPixels":
      write(response, 200, PNG, enormous());
      break;
    case "neverEnding":
      trickle(response, file);
      break;
    case "reset":
      response.destroy();
      break;
    case undefined:
      write(response, 200, PNG, file);
  }
  return true;
}
