/** The pictures of frames as the server at the origin of the page answers them, for the page without a server. */
import { HttpResponse, http, type RequestHandler } from "msw";
import { type PicturesAnswer, passesOf } from "../app/protocol/frames/frame-pictures";
import type { Farm } from "./farm/farm";
import { findFrame } from "./farm/operations/task-queries";
import { currentPath, pictureFile, picturePaths } from "./farm/pictures/picture-files";

const pathsOf = (farm: Farm, frame: unknown): string[] => {
  const { leaf, index } = findFrame(farm, Number(frame));
  return picturePaths(leaf, index).map(currentPath);
};

const nothing = () => new HttpResponse(null, { status: 404 });

export const pictureHandlers = (farm: Farm): RequestHandler[] => [
  http.get("*/api/frames/:frame/pictures", ({ params }) => {
    const pictures = passesOf(pathsOf(farm, params["frame"])).map((pass, index) => ({ index, pass }));
    return HttpResponse.json({ pictures, refusal: null } satisfies PicturesAnswer);
  }),
  http.get("*/api/frames/:frame/pictures/:index", ({ params }) => {
    const path = pathsOf(farm, params["frame"])[Number(params["index"])];
    const file = path === undefined ? null : pictureFile(farm, path);
    return file ? HttpResponse.arrayBuffer(file.buffer, { headers: { "content-type": "image/png" } }) : nothing();
  }),
];
