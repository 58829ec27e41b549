import * as z from "zod";
import { field } from "./field.ts";

/** Name of an environment variable that the service may set: those of Cloud Run's container contract are its own. */
export const variableName = field(
  z.string().regex(/^(?!(PORT|K_SERVICE|K_REVISION|K_CONFIGURATION)$)(?!X_GOOGLE_)[A-Za-z_][A-Za-z0-9_]*$/),
  {
    description: "Name of an environment variable.",
    expected:
      "a variable name of letters, digits and _ that Cloud Run does not reserve (PORT, K_SERVICE, K_REVISION, K_CONFIGURATION, X_GOOGLE_…)",
    example: "LOG_LEVEL",
    source: "https://cloud.google.com/run/docs/container-contract#env-vars",
  },
);
