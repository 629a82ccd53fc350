/** Requests that create, change and name a render environment (endpoints-2018 sections 9.24 to 9.27). */
import * as z from "zod/mini";
import { NAME_MAX_LENGTH } from "../limits";

/** The name of a new environment or label. */
export const newNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(NAME_MAX_LENGTH));
/** The name of an existing environment or label. It is sent unchanged: another client may have chosen spaces or a longer name. */
export const existingNameSchema = z.string().check(z.minLength(1));

/** addRenderEnv. `renderSystem` is an integer in the table and text in the example; it becomes text. */
export const renderEnvRequestSchema = z.strictObject({
  cgId: z.int().check(z.nonnegative()),
  cgName: z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)),
  cgVersion: z.string().check(z.minLength(1), z.maxLength(NAME_MAX_LENGTH)),
  renderLayerType: z.union([z.literal(0), z.literal(1)]),
  editName: newNameSchema,
  renderSystem: z.pipe(z.union([z.enum(["0", "1"]), z.literal(0), z.literal(1)]), z.transform(String)),
  pluginIds: z.array(z.int().check(z.nonnegative())).check(z.maxLength(1000)),
});
export type RenderEnvRequest = z.input<typeof renderEnvRequestSchema>;

/** updateRenderEnv: the same members for an existing environment. */
export const renderEnvUpdateSchema = z.extend(renderEnvRequestSchema, { editName: existingNameSchema });
