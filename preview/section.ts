import type { PreviewFacts } from "./preview-facts.ts";

/** A part of the comment. To add one: a file in `sections/`, its data in {@link PreviewFacts}, a line in `sections.ts`. */
export interface Section {
  /**
   * The section as Markdown that begins with its heading, or undefined where the facts give it nothing to say.
   *
   * @param room bytes that it may take; with less than it needs it leaves out what matters least, and says how much.
   */
  render(facts: PreviewFacts, room: number): string | undefined;
}
