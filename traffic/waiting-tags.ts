/** The tag of the revision that a canary is about. */
export const CANARY_TAG = "canary";
/** The tag under which a revision waits that gets its traffic by a promotion. */
export const GREEN_TAG = "green";
/** The tag under which a new revision waits while a rollback or a canary holds the traffic. */
export const CANDIDATE_TAG = "candidate";

/** The tags of revisions that do not have the traffic yet that they are meant for. */
export const WAITING_TAGS: readonly string[] = [CANARY_TAG, GREEN_TAG, CANDIDATE_TAG];
