import * as z from "zod";

/** How much less `after` is than `before`, in percent of `before`, to one decimal; negative where it is more. */
export function percentLess(before: number, after: number): number {
  return Math.round(((before - after) / before) * 1000) / 10;
}

/** A before/after figure. Its percentage is computed from the two numbers that stand beside it, never given. */
export const claimSchema = z
  .strictObject({
    /** Such as `Image size`. */
    name: z.string(),
    unit: z.string(),
    before: z.number().positive(),
    /** Where the number before is from. */
    beforeSource: z.string(),
    after: z.number().nonnegative(),
    afterSource: z.string(),
    percentLess: z.number(),
  })
  .refine((claim) => claim.percentLess === percentLess(claim.before, claim.after), {
    path: ["percentLess"],
    message: "is not what the two numbers give",
  });

export type Claim = z.output<typeof claimSchema>;

/** A claim with its percentage. */
export function claimOf(figures: Omit<Claim, "percentLess">): Claim {
  return { ...figures, percentLess: percentLess(figures.before, figures.after) };
}
