/** What a step's work may say while it runs. */
export interface StepVoice {
  /** One line about what has happened. A live list shows the last one; in plain output every line stays. */
  progress(line: string): void;
  /** One line about what is just happening, replaced by the next. In plain output only some are shown. */
  passing(line: string): void;
  /** What the step turned out to be, such as `Deployed 9 resources`. */
  retitle(title: string): void;
}
