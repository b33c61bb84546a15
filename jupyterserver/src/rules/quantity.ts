const quantityExpression =
  /^([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?[0-9]{1,9}))?$/;

const binaryExponents: Readonly<Record<string, number>> = {
  Ki: 10,
  Mi: 20,
  Gi: 30,
  Ti: 40,
  Pi: 50,
  Ei: 60,
};
const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** Digits behind the decimal point that a comparison keeps; Kubernetes rounds up to nano. */
const scaleDigits = 120;

/** Kubernetes takes any exponent; beyond these, quantities are equally large or small here. */
function clampExponent(exponent: number): number {
  return Math.max(-100, Math.min(100, exponent));
}

/**
 * The value of a Kubernetes quantity ("1.5Gi", "250m", 3), as an integer scaled so that any two can be compared
 * exactly; undefined when the text is not a quantity.
 */
export function parseQuantity(quantity: string | number): bigint | undefined {
  const match = quantityExpression.exec(String(quantity));
  if (!match) return undefined;
  const [, sign, digits, binarySuffix, decimalSuffix, exponentText] = match;
  const [whole, fraction = ''] = digits.split('.');
  const exponent =
    exponentText === undefined
      ? decimalExponents[decimalSuffix ?? ''] ?? 0
      : clampExponent(Number(exponentText));
  const binary = binarySuffix === undefined ? 0 : binaryExponents[binarySuffix];
  const shift = scaleDigits + exponent - fraction.length;
  if (shift < 0) return undefined;
  const unsigned =
    BigInt(whole + fraction) * 10n ** BigInt(shift) * 2n ** BigInt(binary);
  return sign === '-' ? -unsigned : unsigned;
}

export function isQuantity(quantity: string | number): boolean {
  return parseQuantity(quantity) !== undefined;
}

/** Negative, zero or positive, like a comparator; malformed quantities compare as equal. */
export function compareQuantities(
  one: string | number,
  other: string | number,
): number {
  const [left, right] = [parseQuantity(one), parseQuantity(other)];
  if (left === undefined || right === undefined || left === right) return 0;
  return left < right ? -1 : 1;
}

/** CEL that reads an int-or-string expression as a quantity. */
export function celQuantity(subject: string): string {
  return `quantity(string(${subject}))`;
}
