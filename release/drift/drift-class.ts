/** What a difference between declared and live can be; each is exactly one. */
export type DriftClass =
  | "drift"
  | "traffic-pin"
  | "rolling-out"
  | "not-deployed"
  | "server-default"
  | "client-stamp";

/** A class in words, in the order in which reports show them. */
export const DRIFT_CLASSES: Record<DriftClass, { title: string; meaning: string }> = {
  drift: { title: "drift", meaning: "somebody changed it behind the program's back" },
  "traffic-pin": { title: "traffic pin", meaning: "a rollback or a canary of ours keeps traffic there" },
  "rolling-out": { title: "rolling out", meaning: "Cloud Run, or a deployment, is still working on it" },
  "not-deployed": {
    title: "not deployed",
    meaning: "declared since the last deployment, and not deployed yet",
  },
  "server-default": { title: "server default", meaning: "Google's own value where the program says nothing" },
  "client-stamp": {
    title: "client stamp",
    meaning: "the name of the client that last wrote, nothing that runs",
  },
};
