/** Rendered files (getOutputUserDirFile, endpoints-current section 3): one folder of the account's output per request. */
import * as z from "zod/mini";
import { bytes, farmMoment, flag, requiredText, rowsSchema, text } from "../wire/wire";

/** A file or folder as the farm sends it. */
export const outputFileSchema = z.object({
  fileName: requiredText,
  fileSize: bytes,
  lastModify: farmMoment,
  fileType: text,
  filePath: text,
  directory: flag,
  isArrears: flag,
});

export type OutputFile = {
  readonly name: string;
  /** Path from the root of the output, with a leading slash. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; null for a folder. */
  readonly sizeBytes: number | null;
  /** Epoch ms. */
  readonly modifiedMs: number | null;
  /** Lower-case suffix without the dot; null for a folder. */
  readonly type: string | null;
  /** The file cannot be downloaded until the arrears are paid. */
  readonly inArrears: boolean;
};

function toFile(wire: z.infer<typeof outputFileSchema>): OutputFile {
  const isFolder = wire.directory === true;
  return {
    name: wire.fileName,
    path: wire.filePath || `/${wire.fileName}`,
    isFolder,
    sizeBytes: isFolder ? null : wire.fileSize,
    modifiedMs: wire.lastModify,
    type: isFolder ? null : wire.fileType?.replace(/^\./, "").toLowerCase() || null,
    inArrears: wire.isArrears === true,
  };
}

/** The content of one folder, in the farm's order. */
export const outputFilesSchema = rowsSchema<OutputFile>(z.pipe(outputFileSchema, z.transform(toFile)));
