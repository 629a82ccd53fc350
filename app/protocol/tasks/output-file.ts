/** Rendered files (getOutputUserDirFile, endpoints-current section 3): one folder of the account's output at a time. */
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
  /** From the output's root, with a leading slash. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; null for a folder. */
  readonly sizeBytes: number | null;
  /** Epoch ms. */
  readonly modifiedMs: number | null;
  /** Suffix without its dot, lower case. */
  readonly type: string | null;
  /** Cannot be downloaded before the arrears are paid. */
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

/** The content of one folder: files and folders as the farm orders them. */
export const outputFilesSchema = rowsSchema<OutputFile>(z.pipe(outputFileSchema, z.transform(toFile)));
