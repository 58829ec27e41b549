import type { Need } from "./check.ts";

/** A revision that Cloud Run calls ready: another check says so where it is not, and its failure is the one to tell. */
export const READY_REVISION: Need = {
  name: "a ready revision",
  missing: ({ subject: { revision } }) =>
    revision.condition.readiness === "ready"
      ? undefined
      : { reason: `${revision.name} is not ready`, excused: false },
};

/** A service that answers to anybody from this network. */
export const OPEN_SERVICE: Need = {
  name: "a service that answers from here",
  missing: ({ settings: { publicAccess, ingress } }) => {
    if (!publicAccess) return { reason: "the service is not public (publicAccess: false)", excused: false };
    if (ingress === "all") return undefined;
    return { reason: `the service is closed to this network (ingress: ${ingress})`, excused: false };
  },
};

/** HTTPS, which Cloud Run gives every service and a rehearsal does not. */
export const HTTPS: Need = {
  name: "HTTPS",
  missing: ({ url, from }) => {
    if (url.startsWith("https:")) return undefined;
    if (from === "rehearsal") return { reason: "the rehearsal serves plain HTTP", excused: true };
    return { reason: `${url} is no HTTPS address`, excused: false };
  },
};

/** What asks the service over its data path needs these. */
export const ANSWERING: readonly Need[] = [READY_REVISION, OPEN_SERVICE];
