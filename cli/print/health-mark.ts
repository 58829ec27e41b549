import type { Colors } from "picocolors/types.js";
import type { Health } from "../../traffic/serving-history.ts";

/** How a revision did when it was last looked at, for a table. */
export function healthMark(health: Health | undefined, colors: Colors): string {
  if (health === "good") return colors.green("good");
  if (health === "bad") return colors.red("bad");
  return health ? colors.dim(health) : "";
}
