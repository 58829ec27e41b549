import { Fault } from "../../faults/fault.ts";
import { IMAGE_REFERENCE } from "../../settings/image-reference.ts";

/** Takes an image reference from the command line. Fails with the Fault `reference-invalid`, which names where it stood. */
export function imageReference(where: string): (text: string) => string {
  return (text) => {
    if (IMAGE_REFERENCE.test(text)) return text;
    throw referenceInvalid(text, where);
  };
}

/** What is no image reference, as the check here has it or the Docker engine. */
export function referenceInvalid(text: string, where: string): Fault {
  return new Fault({
    code: "reference-invalid",
    outcome: "usage",
    summary: `${JSON.stringify(text)} is no image reference.`,
    findings: [
      {
        path: where,
        expected: "an image reference",
        actual: JSON.stringify(text),
        example: "node:24-alpine",
      },
    ],
  });
}
