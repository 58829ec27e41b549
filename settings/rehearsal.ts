import * as z from "zod";
import { field } from "./field.ts";

const imageReference = field(z.string(), {
  description: "A base image that stands in for another one.",
  expected: "an image reference",
  example: "stage.local/stand-in/node:24-busybox",
});

/** What the rehearsal's overlay says; never written by hand. */
export const rehearsalSchema = field(
  z
    .strictObject({
      standInBases: field(z.array(imageReference).default([]), {
        description: "Base images that stand in for ones that cannot be pulled; outputs call them so.",
        expected: "a list of image references",
        example: "[stage.local/stand-in/node:24-busybox]",
      }),
    })
    .prefault({}),
  {
    description: "Written by the rehearsal into its own copy of the settings; leave it out.",
    expected: "a map with standInBases",
    example: "{ standInBases: [] }",
  },
);
