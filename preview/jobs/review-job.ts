import type { CommentHost } from "../sticky/comment-host.ts";
import type { Marker } from "../sticky/marker.ts";

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The CI job of a pull or merge request: where its comment goes, and what it is about. */
export interface ReviewJob {
  forge: "GitHub" | "GitLab";
  /** Commit that is under review, not the merge of it that CI may have checked out. */
  commit?: string | undefined;
  /** Rises with every push. */
  order: Marker["order"];
  /** Page of the run. */
  runUrl?: string | undefined;
  /** Where the run's summary is written; GitLab has none. */
  summaryFile?: string | undefined;
  /** Undefined where the job has no token at all. */
  comments(): Promise<CommentHost | undefined>;
}
