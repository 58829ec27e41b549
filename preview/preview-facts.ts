import type { Settings } from "../settings/settings.ts";
import type { DriftResult } from "./drift-result.ts";
import type { EnginePreview } from "./plan/engine-preview.ts";
import type { RehearsalResult } from "./rehearsal-result.ts";

/** Everything that a comment is made of; what is not there has no section. */
export interface PreviewFacts {
  preview: EnginePreview;
  /** What was compared with: the real project, or the local cloud of a rehearsal. */
  environment: "staging" | "rehearsal";
  /** The settings that were previewed; they plan the traffic where the program cannot know it yet. */
  settings?: Settings;
  /** What the change was tried out with beforehand. */
  rehearsal?: RehearsalResult;
  /** What is live and not as declared, where that was looked at. */
  drift?: DriftResult;
  /** Commit that was previewed, as a whole. */
  commit?: string;
  /** Page of the run that previewed it. */
  runUrl?: string;
}
