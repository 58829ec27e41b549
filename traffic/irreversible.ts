/**
 * The annotation of a revision whose deployment cannot be taken back by a change of traffic, with the reason in words, such as a
 * migration that earlier revisions cannot live with. A rollback past it is refused until somebody accepts that.
 */
export const IRREVERSIBLE_ANNOTATION = "netra.dev/irreversible";
