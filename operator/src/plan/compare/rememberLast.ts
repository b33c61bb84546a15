/**
 * Remembers the last answer of a pure function for each subject, for as long as the subject lives. A burst asks the same of
 * the same objects many times: on every pass, and several times within one.
 *
 * @param compute - pure; its arguments must never change once they were given: what mirrors and renderings give does not
 * @param isSame - whether two other arguments lead to the same answer; by default only one and the same
 */
export function rememberLast<
  Subject extends object,
  Others extends readonly unknown[],
  Result,
>(
  compute: (subject: Subject, ...others: Others) => Result,
  isSame: (a: Others[number], b: Others[number]) => boolean = Object.is,
): (subject: Subject, ...others: Others) => Result {
  const answers = new WeakMap<
    Subject,
    { readonly others: Others; readonly result: Result }
  >();
  return (subject, ...others) => {
    const last = answers.get(subject);
    if (last?.others.every((other, index) => isSame(other, others[index]))) {
      return last.result;
    }
    const result = compute(subject, ...others);
    answers.set(subject, { others, result });
    return result;
  };
}
