/** Routes of the pictures of frames: what the description of the API says of them. */
import * as z from "zod/mini";
import type { OwnRoute, Parameter } from "./own-route";

const frame: Parameter = {
  name: "frame",
  in: "path",
  description: "Id of a done frame.",
  schema: z.string().check(z.regex(/^[1-9]\d{0,14}$/)),
  example: "1544100",
};
const index: Parameter = {
  name: "index",
  in: "path",
  description: "Number of the picture in the list.",
  schema: z.string().check(z.regex(/^\d{1,2}$/)),
  example: "0",
};
const version: Parameter = {
  name: "v",
  in: "query",
  description: "End of the frame's run, epoch ms: a picture never changes at its address.",
  isOptional: true,
  schema: z.string().check(z.regex(/^\d{1,16}$/)),
  example: "0",
};

export const pictureRoutes: readonly OwnRoute[] = [
  {
    method: "get",
    path: "/api/frames/{frame}/pictures",
    name: "framePictures",
    tag: "Tasks",
    summary: "The pictures of a done frame, one a pass or camera",
    description: "`refusal` says why the farm gives no pictures of any frame.",
    role: "viewer",
    parameters: [frame, version],
    answer: "PicturesAnswer",
  },
  {
    method: "get",
    path: "/api/frames/{frame}/pictures/{index}",
    name: "framePicture",
    tag: "Tasks",
    summary: "A picture of a done frame",
    description: "JPEG, PNG, WebP or GIF, at most 10 MB.",
    role: "viewer",
    parameters: [frame, index, version],
    answer: null,
    content: "image/*",
  },
];
