const dnsLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsSubdomain = `${dnsLabel}(\\.${dnsLabel})*`;
const qualifiedPart = '([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]';

/** RE2 and JavaScript pattern of a namespace's name (RFC 1123 label, lower case). */
export const dnsLabelPattern = `^${dnsLabel}$`;
/** RE2 and JavaScript pattern of an object name (RFC 1123 subdomain, lower case). */
export const dnsSubdomainPattern = `^${dnsSubdomain}$`;
const dataKeyPattern = '^[-._a-zA-Z0-9]+$';

const dnsSubdomainExpression = new RegExp(dnsSubdomainPattern);
const dataKeyExpression = new RegExp(dataKeyPattern);
const qualifiedPartExpression = new RegExp(`^${qualifiedPart}$`);
const labelValueExpression = new RegExp(`^(${qualifiedPart})?$`);

export function isDnsSubdomain(name: string): boolean {
  return name.length <= 253 && dnsSubdomainExpression.test(name);
}

export function isDataKey(key: string): boolean {
  return (
    key.length <= 253 &&
    key !== '.' &&
    !key.startsWith('..') &&
    dataKeyExpression.test(key)
  );
}

/** The same as CEL on the expression `subject`, but for its length. */
export function celIsDataKey(subject: string): string {
  return `(${subject}.matches(r'${dataKeyPattern}') && ${subject} != '.' && !${subject}.startsWith('..'))`;
}

/** `name` or `prefix/name`: keys of labels and annotations. `caseSensitive: false` for annotations. */
export function isQualifiedName(
  key: string,
  options: { readonly lowerCasePrefix: boolean },
): boolean {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2 || !qualifiedPartExpression.test(name)) return false;
  if (prefix === undefined) return true;
  return isDnsSubdomain(
    options.lowerCasePrefix ? prefix : prefix.toLowerCase(),
  );
}

export function isLabelKey(key: string): boolean {
  return isQualifiedName(key, { lowerCasePrefix: true });
}

export function isAnnotationKey(key: string): boolean {
  return isQualifiedName(key, { lowerCasePrefix: false });
}

export function isLabelValue(value: string): boolean {
  return value.length <= 63 && labelValueExpression.test(value);
}
