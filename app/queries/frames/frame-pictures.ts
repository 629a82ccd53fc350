/** The pictures of a done frame, from the page's own server. A failure says nothing about the connection to the farm. */
import { queryOptions } from "@tanstack/react-query";
import type { Frame } from "../../protocol/frames/frame";
import { type PictureFailure, type PicturesAnswer, pictureFailures } from "../../protocol/frames/frame-pictures";
import { FRAME } from "../../protocol/frames/frame-status";
import { CallError } from "../../protocol/wire/call-error";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { accountPath } from "../../state/account";
import { createStore } from "../../state/create-store";
import { problemFailure } from "../http/post-operation";

const OPERATION = "loadingFrameThumbnail";

/** Why the farm gives no pictures at all, by the latest list; null: nothing speaks against it. */
export const picturesRefused = createStore<PictureFailure | null>(null);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const isFailure = (value: unknown): value is PictureFailure => pictureFailures.some((failure) => failure === value);

/** Read by hand: the schemas for it would enlarge the first load. */
function readAnswer(json: unknown): PicturesAnswer | null {
  const pictures = memberOf(json, "pictures");
  const refusal = memberOf(json, "refusal");
  if (!Array.isArray(pictures)) return null;
  return {
    pictures: pictures.map((picture: unknown, index) => {
      const pass = memberOf(picture, "pass");
      return { index, pass: typeof pass === "string" ? pass : null };
    }),
    refusal: isFailure(refusal) ? refusal : null,
  };
}

/** A frame as far as its pictures depend on it: with another run it has other pictures. */
export type PicturedFrame = Pick<Frame, "id" | "statusCode" | "endedMs">;

const versionOf = ({ endedMs }: PicturedFrame) => endedMs ?? 0;

const listPath = (frame: PicturedFrame) => `${accountPath}/api/frames/${frame.id}/pictures`;

/** The address of a picture, by its number among the frame's pictures; null: the frame is not done, and has none. */
export const pictureUrl = (frame: PicturedFrame, index: number): string | null =>
  frame.statusCode === FRAME.done ? `${listPath(frame)}/${index}?v=${versionOf(frame)}` : null;

async function framePictures(frame: PicturedFrame, signal: AbortSignal): Promise<PicturesAnswer> {
  let response: Response;
  try {
    response = await fetch(`${listPath(frame)}?v=${versionOf(frame)}`, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CallError(OPERATION, { kind: "network", certainty: "not-sent" });
  }
  const json = safeJsonParse(await response.text());
  if (!response.ok) throw new CallError(OPERATION, problemFailure(response.status, json, "not-sent"));
  const answer = readAnswer(json);
  if (answer) {
    picturesRefused.set(answer.refusal);
    return answer;
  }
  throw new CallError(OPERATION, { kind: "shape", detail: "no pictures", certainty: "not-sent" });
}

/** Which pictures a frame has, by pass; null: none is asked for. They do not change. */
export const framePicturesQuery = (frame: PicturedFrame | null) =>
  queryOptions({
    queryKey: ["frames", "pictures", frame?.id, frame && versionOf(frame)] as const,
    queryFn: ({ signal }) =>
      frame ? framePictures(frame, signal) : Promise.resolve<PicturesAnswer>({ pictures: [], refusal: null }),
    enabled: frame !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
