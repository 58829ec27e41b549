import type { Section } from "./section.ts";
import { cost } from "./sections/cost.ts";
import { differences } from "./sections/differences.ts";
import { drift } from "./sections/drift.ts";
import { errors, warnings } from "./sections/errors.ts";
import { forUsers } from "./sections/for-users.ts";
import { imageSize } from "./sections/image-size.ts";
import { losses } from "./sections/losses.ts";
import { policies } from "./sections/policies.ts";
import { rehearsed } from "./sections/rehearsed.ts";
import { resources } from "./sections/resources.ts";
import { traffic } from "./sections/traffic.ts";

/** The comment's sections in the order in which they are read, which is also that in which they are given room. */
export const sections: readonly Section[] = [
  errors,
  losses,
  policies,
  forUsers,
  traffic,
  cost,
  drift,
  rehearsed,
  imageSize,
  warnings,
  resources,
  differences,
];
