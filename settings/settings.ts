import * as z from "zod";
import { field } from "./field.ts";
import { googleCloudShape } from "./google-cloud.ts";
import { labelsField } from "./labels.ts";
import { rehearsalSchema } from "./rehearsal.ts";
import { repositorySchema } from "./repository.ts";
import { serviceSchema } from "./service.ts";

/** All that `Pulumi.<stack>.yaml` may say, with the namespaces taken off the keys. */
export const settingsSchema = z.strictObject({
  ...googleCloudShape,
  labels: labelsField("everything that takes labels"),
  repository: repositorySchema,
  services: field(
    z
      .record(
        field(z.string().regex(/^[a-z][A-Za-z0-9-]{0,29}$/), {
          description:
            "Key of the service: what --service and the outputs call it. Part of resource names: renaming replaces.",
          expected: "a key of up to 30 letters, digits and hyphens, starting with a lower-case letter",
          example: "backend",
        }),
        serviceSchema,
      )
      .refine((services) => Object.keys(services).length > 0),
    {
      description: "The services, by key. Each has everything of its own but the image repository.",
      expected: "a map of at least one service",
      example: "{ backend: { name: netra-backend-staging, … } }",
    },
  ),
  rehearsal: rehearsalSchema,
});

export type Settings = z.output<typeof settingsSchema>;
