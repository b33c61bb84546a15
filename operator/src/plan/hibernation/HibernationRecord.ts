/** What is kept of a decision in `status.hibernation`: a stop is an effect, and the spec stays the user's. */
export interface HibernationRecord {
  /** RFC 3339, whole seconds; only while stopped. */
  readonly since?: string;
  readonly cause?: string;
  /** RFC 3339: the time of the request, or that of a change of the spec which overrules a request to stop. */
  readonly wokenAt?: string;
  /** What the spec said when it was looked at last: a change of it is a wish, the same value again is none. */
  readonly specHibernated?: boolean;
}
